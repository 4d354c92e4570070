package org.zmqwebbridge.virtualsocket;

/**
 * A request on its way to a service, until its one outcome.
 *
 * <p>Owner thread: the loop's.
 */
final class PendingRequest {
  private final VirtualSocket socket;
  private final byte[] content;
  private final byte[] route;
  private final long deadline;
  private boolean sent;
  private boolean ended;

  PendingRequest(VirtualSocket socket, byte[] content, byte[] route, long deadline) {
    this.socket = socket;
    this.content = content;
    this.route = route;
    this.deadline = deadline;
  }

  VirtualSocket socket() {
    return socket;
  }

  byte[] content() {
    return content;
  }

  byte[] route() {
    return route;
  }

  boolean isOverdue(long now) {
    return now - deadline >= 0;
  }

  void markSent() {
    sent = true;
  }

  boolean isSent() {
    return sent;
  }

  void markEnded() {
    ended = true;
  }

  boolean hasEnded() {
    return ended;
  }
}
