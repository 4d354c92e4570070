package org.zmqwebbridge.edge;

import java.util.Optional;

/**
 * One HTTP request and its one answer, which may come much later.
 *
 * <p>Owner thread: none; every method may be called from any thread and never blocks. Lifetime:
 * until it is answered or aborted, by its handler or by the edge; nothing that is called later does
 * anything.
 */
public interface Exchange {
  /** Unique in this process, never used again, not as a {@link Connection#id} either. */
  long id();

  /** What the client said. */
  RequestHead head();

  /**
   * By what it is the request of a page that is none of the listener's own, and of none of the
   * allowed Origins; empty: it is not. Routes that do not see to it themselves are not asked about
   * such ones.
   */
  Optional<String> foreignPage();

  /**
   * Has the body read, all of it, and then {@link ExchangeHandler#onBody} called. One that is
   * longer, which its length may say before any of it is read, or that is late, is refused by the
   * edge. At most once.
   *
   * @param maxBytes the longest that is taken
   */
  void readBody(int maxBytes);

  /**
   * Has the next part of the body be read as it comes, and {@link ExchangeHandler#onPart} called
   * once, or {@link ExchangeHandler#onBodyEnd}. It may be asked for after the answer has begun, and
   * is read no more when that has ended. One that is late is refused by the edge. Not together with
   * {@link #readBody}.
   *
   * @param maxBytes the most that is taken; above 0
   */
  void readPart(int maxBytes);

  /**
   * How long it may be without an answer, from now on and instead of the edge's own deadline.
   *
   * @param millis 0: for ever
   */
  void holdFor(long millis);

  /**
   * From now on, if there is no answer after so long, {@link ExchangeHandler#onLate} is called; the
   * edge's own deadline holds as well.
   */
  void expectAnswerIn(long millis);

  /**
   * Tells the client something before its answer: not one that speaks HTTP/1.0, and nothing once
   * there is an answer.
   */
  void inform(InterimHead said);

  /**
   * Answers; of several answers the first counts.
   *
   * @return whether it was this one
   */
  boolean answer(HttpAnswer answer);

  /**
   * Answers with a head and a body that goes on, on a connection that ends with it; of several
   * answers the first counts.
   *
   * @param head its body is not sent
   * @return where the body goes; {@code null} if it had an answer already
   */
  ByteStream stream(HttpAnswer head, StreamHandler handler);

  /**
   * Answers with what a back end has said, as it is; of several answers the first counts.
   *
   * @param body not to be changed any more; to a request for the head alone, what it would be
   * @return whether it was this one
   */
  boolean reply(ResponseHead head, byte[] body);

  /**
   * The same, with a body that comes in parts; until its end {@link ExchangeHandler#onGone} may
   * still be called.
   *
   * @param bodyBytes how long the body is; -1: it ends where it ends
   * @return where the body goes; {@code null} if it had an answer already
   */
  ResponseBody reply(ResponseHead head, long bodyBytes);

  /**
   * As {@link #stream(HttpAnswer, StreamHandler)}, with a head of a back end's; also for clients of
   * HTTP/1.0, which have it end with the connection.
   */
  ByteStream stream(ResponseHead head, StreamHandler handler);

  /** Ends it, and its connection, without an answer. */
  void abort();

  /** Whether it has ended. */
  boolean isOver();
}
