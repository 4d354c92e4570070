package org.zmqwebbridge.demo.mongrel2;

import org.zmqwebbridge.handler.Mongrel2Handler;
import org.zmqwebbridge.handler.Mongrel2Request;

/**
 * What a handler does. Owner thread: the one that its {@link HandlerService} runs on. Lifetime:
 * that of the service.
 */
interface Work {
  /** Answers a request, or does not. */
  void onRequest(Mongrel2Handler handler, Mongrel2Request request);

  /** How long it may be until {@link #onTime}, in milliseconds. */
  default long patienceMillis() {
    return 100;
  }

  /** Does what is due, after each request and after each wait. */
  default void onTime(Mongrel2Handler handler) {}
}
