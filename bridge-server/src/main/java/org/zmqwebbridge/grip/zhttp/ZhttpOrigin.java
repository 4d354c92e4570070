package org.zmqwebbridge.grip.zhttp;

import org.zmqwebbridge.origin.OriginCall;
import org.zmqwebbridge.origin.OriginListener;
import org.zmqwebbridge.origin.OriginRequest;

/**
 * The workers at one address.
 *
 * <p>Owner thread: the loop's for {@link #open} and {@link #close}; any for calls.
 */
interface ZhttpOrigin {
  /**
   * Binds.
   *
   * @throws IllegalStateException if an address cannot be bound; the message says why
   */
  void open();

  /** Prepares a request. */
  OriginCall call(OriginRequest request, OriginListener listener);

  /** How many are connected; for any thread. */
  int workers();

  /** How many requests none of them takes; for any thread. */
  int waiting();

  /** Ends it, and what is under way. */
  void close();
}
