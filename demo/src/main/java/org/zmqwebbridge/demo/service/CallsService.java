package org.zmqwebbridge.demo.service;

import java.util.function.BooleanSupplier;
import org.zmqwebbridge.rpc.PubSubRpcClient;

/**
 * Calls {@code add} of everyone who listens, every two seconds, with the numbers that follow (PUB).
 * Owner thread and lifetime: see {@link Service}.
 */
public final class CallsService implements Service {
  private static final long PERIOD_MILLIS = 2_000;

  private final String address;

  public CallsService(String address) {
    this.address = address;
  }

  @Override
  public void serve(Sockets sockets, BooleanSupplier running) {
    try (PubSubRpcClient listeners = PubSubRpcClient.bind(address)) {
      Beat beat = new Beat(PERIOD_MILLIS);
      for (long n = 1; beat.next(running); n++) {
        listeners.rpc("add", n, n + 1);
      }
    }
  }
}
