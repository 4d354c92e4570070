package org.zmqwebbridge.mongrel2;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.zmqwebbridge.mongrel2.config.Mongrel2Limits;
import org.zmqwebbridge.mongrel2.config.Mongrel2Setting;
import org.zmqwebbridge.observe.Counter;

/**
 * How much a client may still be sent, where handlers are told ({@code download.flow_control}):
 * what it has taken, they may send again.
 *
 * <p>Owner thread: none.
 */
final class Downloads {
  /** How much may wait for one client. */
  static final int CREDITS = 102_400;

  private final Client client;
  private final boolean isOn;
  private boolean hasBegun; // of the one that reads
  private final AtomicLong waiting = new AtomicLong();
  private final ConcurrentLinkedQueue<Integer> sent; // sizes; null where nobody wants to know

  Downloads(Client client, Mongrel2Limits limits) {
    this.client = client;
    this.isOn = limits.flag(Mongrel2Setting.DOWNLOAD_FLOW_CONTROL);
    this.sent = isOn ? new ConcurrentLinkedQueue<>() : null;
  }

  /** Whether its handler is to be told now how much it may send: once. */
  boolean begin() {
    boolean isFirst = isOn && !hasBegun;
    if (isFirst) {
      hasBegun = true;
      client.connection().tellDrained(true);
    }
    return isFirst;
  }

  /** Whether so much more may wait; otherwise the client ends. */
  boolean mayTake(int bytes) {
    if (!isOn) {
      return true;
    }
    if (waiting.addAndGet(bytes) > CREDITS) {
      client.server().counters().increment(Counter.MONGREL2_DOWNLOADS_EXCEEDED);
      client.connection().abort();
      return false;
    }
    sent.add(bytes);
    return true;
  }

  /** Tells its handler what has been taken. */
  void look() {
    if (!isOn || !client.connection().isDrained()) {
      return;
    }
    HandlerPair handlers = client.last();
    for (Integer bytes = sent.poll(); bytes != null; bytes = sent.poll()) {
      waiting.addAndGet(-bytes);
      if (handlers != null) {
        handlers.tellCredits(client.knownId(), bytes);
      }
    }
  }
}
