package org.zmqwebbridge.edge;

/**
 * One HTTP/1.1 connection whose requests are parsed by the edge, within its limits, and whose
 * response bytes are a back end's own: status lines, heads and framing are sent as they come, in as
 * many pieces and as many answers as the back end likes.
 *
 * <p>Where one response ends only the back end knows. So requests are handed over one at a time,
 * each after {@link #answered}, unless {@link #readAhead} says that they may come as they come.
 * Whatever the edge has to say itself (a request that is no HTTP, a body that is too long) it says
 * only where no response is under way; otherwise the connection ends without a word.
 *
 * <p>Owner thread: none; every method may be called from any thread and never blocks. Lifetime:
 * until {@link WireHandler#onGone}; what is sent later is silently dropped.
 */
public interface WireConnection {
  /** Unique in this process, never used again; the same for all requests of the connection. */
  long id();

  /**
   * Sends bytes of a response, after what was sent before. They are not copied while they wait, so
   * that many connections may be sent the same; a client that takes too little has its connection
   * ended.
   *
   * @param bytes not to be changed any more
   */
  void send(byte[] bytes);

  /**
   * The response to the oldest request without one has ended. The next request is handed over, if
   * its client may send one; otherwise the connection ends after what was sent.
   */
  void answered();

  /**
   * From now on requests are handed over as they come, each after the body of the one before,
   * whether that has been answered or not. A handler that says {@link #answered} all the same keeps
   * the deadlines and the edge's own answers right.
   */
  void readAhead();

  /**
   * Has the body of the request that was handed over last be read, all of it, and {@link
   * WireHandler#onBody} called. One that is longer, or late, is refused by the edge. Does nothing
   * where there is no body, or it is being read.
   *
   * @param maxBytes the longest that is taken
   */
  void readBody(int maxBytes);

  /**
   * Has the next part of that body be read as it comes, and {@link WireHandler#onPart} called once,
   * or {@link WireHandler#onBodyEnd}. Does nothing where there is no body, or it is being read.
   *
   * @param maxBytes the most that is taken; above 0
   */
  void readPart(int maxBytes);

  /**
   * How long a request may be without a byte of its response, and a response without its next, from
   * now on and instead of the edge's own deadline.
   *
   * @param millis 0: for ever
   */
  void holdFor(long millis);

  /** Whether nothing waits: the transport has taken all that was sent. */
  boolean isDrained();

  /** Ends it after what has been sent. */
  void end();

  /** Ends it at once. */
  void abort();
}
