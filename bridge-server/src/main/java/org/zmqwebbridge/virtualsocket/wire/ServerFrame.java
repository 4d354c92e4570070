package org.zmqwebbridge.virtualsocket.wire;

/** What the bridge sends to a page. {@link OriginalWire#encode} gives the bytes. */
public sealed interface ServerFrame {
  /** The page's label for the socket. */
  String identity();

  /**
   * A connect succeeded: allowed and opened.
   *
   * @param reclaim the secret to take a REP identity over with, or {@code null}
   */
  record Connected(String identity, String reclaim) implements ServerFrame {}

  /**
   * A connect was refused.
   *
   * @param code what programs compare
   * @param text what people read
   * @param connection what the operator's log calls the page's connection
   */
  record Refused(String identity, String code, String text, long connection)
      implements ServerFrame {}

  /** A reply, a publication, or an ask for a REP socket. */
  record Delivery(String identity, String content) implements ServerFrame {}

  /**
   * Something that a page which asked for notices should know.
   *
   * @param notice which, as a word
   * @param count how many; 0 means nothing
   */
  record Told(String identity, String notice, long count) implements ServerFrame {}

  /**
   * The outcome of a request that got no reply.
   *
   * @param code what programs compare
   * @param text what people read
   */
  record Failed(String identity, String code, String text) implements ServerFrame {}
}
