package org.zmqwebbridge.gateway;

import org.zmqwebbridge.observe.Tally;
import org.zmqwebbridge.zmq.SocketOptions;
import org.zmqwebbridge.zmq.ZmqAddresses;

/**
 * All services of a REQ endpoint, which take requests in turns, as ZeroMQ's own sockets share them
 * out: one that is not there, or takes no more for now, is passed over.
 *
 * <p>Owner thread: the loop's.
 */
final class AskedServices {
  private final AskedService[] all;
  private int next;

  AskedServices(
      GatewayContext context,
      SocketOptions options,
      ZmqAddresses addresses,
      AskedService.Listener gateway,
      Tally counters) {
    this.all =
        GatewayContext.atEach(
                addresses,
                address -> new AskedService(context, options, address, gateway, counters),
                AskedService::close)
            .toArray(AskedService[]::new);
  }

  /** Sends a request to the next that takes it; false: none does, for now. */
  boolean send(PendingRequest request) {
    for (int tries = all.length; tries > 0; tries--) {
      AskedService turn = all[next];
      next = next + 1 < all.length ? next + 1 : 0;
      if (turn.send(request)) {
        return true;
      }
    }
    return false;
  }

  /** How many of them are not there. */
  int absent() {
    int absent = 0;
    for (AskedService service : all) {
      absent += service.isThere() ? 0 : 1;
    }
    return absent;
  }

  /** Whether one of them is there. */
  boolean isOneThere() {
    return isAnotherThere(null);
  }

  /** Whether one of them is there besides this one. */
  boolean isAnotherThere(AskedService than) {
    for (AskedService service : all) {
      if (service != than && service.isThere()) {
        return true;
      }
    }
    return false;
  }

  /**
   * About ten times a second.
   *
   * @param waiting whether a request waits that none has taken
   */
  void onTick(long now, boolean waiting) {
    boolean missed = waiting || all.length > 1; // what one of several refuses, others have taken
    for (AskedService service : all) {
      service.onTick(now, missed);
    }
  }

  void retune(SocketOptions changed) {
    for (AskedService service : all) {
      service.retune(changed);
    }
  }

  void close() {
    for (AskedService service : all) {
      service.close();
    }
  }
}
