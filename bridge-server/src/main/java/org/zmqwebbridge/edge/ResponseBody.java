package org.zmqwebbridge.edge;

import java.util.List;

/**
 * The body of a response that comes in parts, each as the client takes it.
 *
 * <p>Owner thread: none; every method may be called from any thread, one at a time, and never
 * blocks. Lifetime: from {@link Exchange#reply(ResponseHead, long)} until its end, or until {@link
 * ExchangeHandler#onGone}; what is written later is silently dropped.
 */
public interface ResponseBody {
  /**
   * Writes the next part.
   *
   * @param bytes not to be changed until it was taken
   * @param onTaken is called, on any thread, when the next part may be written; not at all if the
   *     client has left, which {@link ExchangeHandler#onGone} tells
   */
  void write(byte[] bytes, Runnable onTaken);

  /** There is no more. The connection serves its next request. */
  default void end() {
    end(List.of());
  }

  /**
   * The same with trailers, for clients that take them (RFC 9110, section 6.5): of HTTP/2, or of
   * HTTP/1.1 where the body has no length and the client says {@code TE: trailers}; others are not
   * told.
   */
  void end(List<HeaderField> trailers);

  /** Breaks it off, so that the client sees that it is not whole. */
  void abort();
}
