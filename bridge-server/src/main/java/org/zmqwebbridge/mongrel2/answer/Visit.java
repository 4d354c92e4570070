package org.zmqwebbridge.mongrel2.answer;

import java.util.function.BiConsumer;

/**
 * One request, as who answers it sees it, and what it is answered with: bytes of a response, as
 * they are to be sent.
 *
 * <p>Owner thread: none; every method may be called from any thread and never blocks. Lifetime:
 * until it was {@link #answered}, {@link #refuse}d or {@link #abort}ed, or its {@link Answerer} has
 * heard that it has gone; what is called later does nothing.
 */
public interface Visit {
  /** For example {@code GET}. */
  String method();

  /** What it asks for, as sent: a path with its query, without a fragment. */
  String target();

  /** The path of that, escapes and all. */
  String path();

  /** The first value of a header; {@code null}: there is none. */
  String header(String lowerCaseName);

  /** Calls for each header, by its name in lower case, in the order sent. */
  void forEachHeader(BiConsumer<String, String> header);

  /** Whether its response may come in chunks: it is one of HTTP/1.1. */
  boolean takesChunks();

  /** How long its body is, in bytes; 0: there is none; -1: it ends where it ends. */
  long bodyBytes();

  // Out

  /**
   * Sends bytes of the response, after those before.
   *
   * @param bytes not to be changed any more
   */
  void send(byte[] bytes);

  /** Whether the transport has taken all that was sent; otherwise {@link Answerer#onDrained}. */
  boolean isDrained();

  /**
   * The response is whole: the next request may be read, if its client may send one.
   *
   * @param status for the access log
   * @param bodyBytes how many were sent, without the head
   */
  void answered(int status, long bodyBytes);

  /**
   * The same for a response that ends with its connection.
   *
   * @see #answered
   */
  void answeredAndEnded(int status, long bodyBytes);

  /** Answers with a fixed page, and ends the connection; nothing was sent before. */
  void refuse(int status);

  /** Ends the connection at once: its response broke off. */
  void abort();

  // In

  /**
   * Asks for the next part of the body: {@link Answerer#onPart} or {@link Answerer#onBodyEnd} is
   * called once. A client that waits to be told so is told to go on.
   */
  void readPart();

  /**
   * From now on, what its client sends is neither a body nor a request: it comes by {@link
   * Answerer#onPart} as it is, each part as it is asked for. Without a body, or after its end.
   */
  void passThrough();
}
