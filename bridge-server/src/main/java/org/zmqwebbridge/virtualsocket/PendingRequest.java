package org.zmqwebbridge.virtualsocket;

/**
 * A request on its way to a service, until its one outcome.
 *
 * <p>Owner thread: the loop's.
 */
final class PendingRequest {
  private static final int NOT_SENT = -1;

  private final VirtualSocket socket;
  private final int bytes;
  private final byte[] route;
  private final long deadline;
  private byte[] content; // null once it is sent or has ended
  private int sentPeriod = NOT_SENT;
  private AskedService service; // null until it is sent
  private boolean ended;

  PendingRequest(VirtualSocket socket, byte[] content, byte[] route, long deadline) {
    this.socket = socket;
    this.content = content;
    this.bytes = content.length;
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

  /** Until its deadline; less than nothing after it. */
  long nanosLeft(long now) {
    return deadline - now;
  }

  /** It is sent to this service. */
  void goesTo(AskedService taker) {
    service = taker;
  }

  /** Whether it was sent to this service. */
  @SuppressWarnings("ReferenceEquality") // each is known by its identity
  boolean isWith(AskedService asked) {
    return service == asked;
  }

  /** It has been sent, in this period of {@link FairQueue}. */
  void markSent(int period) {
    sentPeriod = period;
    content = null;
  }

  int sentPeriod() {
    return sentPeriod;
  }

  boolean isSent() {
    return sentPeriod != NOT_SENT;
  }

  /** It has had its outcome, and frees what it took of its connection's budget. */
  void end() {
    ended = true;
    content = null;
    socket.session().budget().end(bytes);
  }

  boolean hasEnded() {
    return ended;
  }
}
