package org.zmqwebbridge.edge.jetty;

/**
 * The client of a request that has no answer yet: whether it is still there, and how it is left.
 *
 * <p>Owner thread: none. Lifetime: the exchange's.
 */
interface HeldClient {
  /** All of the request has been read: who leaves now is to be noticed. */
  void watch();

  /** Nobody has to be noticed any more: an answer is about to be written. */
  void release();

  /** Lets it go without an answer. */
  void cut();
}
