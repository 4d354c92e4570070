package org.zmqwebbridge.edge;

/**
 * One request on a {@link WireConnection}.
 *
 * <p>Immutable.
 *
 * @param head what the client said, decoded
 * @param target the path and the query as sent, escapes and all, for example {@code /a%20b?x=1}
 * @param version for example {@code HTTP/1.1}
 * @param bodyBytes how long the body is; 0: there is none; -1: it comes in chunks, and ends where
 *     it ends
 * @param isPersistent whether the client will take another answer on this connection
 */
public record WireRequest(
    RequestHead head, String target, String version, long bodyBytes, boolean isPersistent) {
  /** Whether there is something to read. */
  public boolean hasBody() {
    return bodyBytes != 0;
  }

  /** As that of its head: nothing that may carry a secret. */
  @Override
  public String toString() {
    return head.toString();
  }
}
