package org.zmqwebbridge.demo.mongrel2;

import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.demo.service.Service;
import org.zmqwebbridge.demo.service.Sockets;
import org.zmqwebbridge.handler.Mongrel2Handler;

/**
 * A handler in Java: takes requests one after the other. One that fails is logged, and ends nothing
 * else.
 *
 * <p>Owner thread: the one that calls {@link #serve}.
 */
record HandlerService(Addresses at, Work work) implements Service {
  private static final Logger log = LoggerFactory.getLogger(HandlerService.class);

  @Override
  public void serve(Sockets unused, BooleanSupplier running) {
    try (Mongrel2Handler handler = new Mongrel2Handler(at.sendSpec(), at.recvSpec())) {
      while (running.getAsBoolean()) {
        step(handler);
      }
    }
  }

  private void step(Mongrel2Handler handler) {
    try {
      handler.receive(work.patienceMillis()).ifPresent(request -> work.onRequest(handler, request));
      work.onTime(handler);
    } catch (RuntimeException failed) {
      log.warn("the handler at {} could not answer: {}", at.sendSpec(), failed.toString());
    }
  }
}
