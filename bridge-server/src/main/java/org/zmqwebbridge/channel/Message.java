package org.zmqwebbridge.channel;

/**
 * What was published, and its place in its channel. Many are kept: so it is one object beside its
 * body.
 *
 * <p>Immutable.
 */
public final class Message {
  private final long offset;
  private final long seconds;
  private final int tag;
  private final String contentType;
  private final String event;
  private final String formats;
  private final byte[] body;

  /**
   * @param offset how many were published in the channel with it, without holes within an epoch of
   *     its store
   */
  public Message(long offset, MessageId id, Item item) {
    this.offset = offset;
    this.seconds = id.seconds();
    this.tag = id.tag();
    this.contentType = item.contentType();
    this.event = item.event();
    this.formats = item.formats();
    this.body = item.body();
  }

  /** How many were published with it. */
  public long offset() {
    return offset;
  }

  /** Its place. */
  public MessageId id() {
    return new MessageId(seconds, tag);
  }

  /** Whether it comes after a place. */
  public boolean isAfter(MessageId place) {
    return seconds > place.seconds() || (seconds == place.seconds() && tag > place.tag());
  }

  /** The second in which it was published. */
  public long seconds() {
    return seconds;
  }

  /** As {@link Item#contentType}. */
  public String contentType() {
    return contentType;
  }

  /** As {@link Item#event}. */
  public String event() {
    return event;
  }

  /** As {@link Item#formats}. */
  public String formats() {
    return formats;
  }

  /** Whether it is something for those who know no formats. */
  public boolean isPlain() {
    return body.length > 0 || formats.isEmpty();
  }

  /** Not to be changed. */
  public byte[] body() {
    return body;
  }
}
