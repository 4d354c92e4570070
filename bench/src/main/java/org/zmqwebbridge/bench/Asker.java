package org.zmqwebbridge.bench;

import java.util.List;
import org.zmqwebbridge.bench.client.Ramp;

/**
 * One who has one request outstanding at most, as {@code zmq.REQ} has.
 *
 * <p>Owner thread: the loop's.
 */
abstract class Asker {
  /** Hears what becomes of requests. */
  interface Listener {
    /** A reply came, with this number or -1. */
    void onReply(Asker asker, long replied, long nowNanos);

    /** A request ended without a reply. */
    void onError(Asker asker, String code, long nowNanos);
  }

  /** A connection with askers. */
  interface Holder extends Ramp.Entrant {
    List<? extends Asker> askers();
  }

  private boolean busy;
  private long serial;
  private long dueNanos;

  /** Sends the request with this number, that was due at an instant. */
  final void ask(long number, long due) {
    busy = true;
    serial = number;
    dueNanos = due;
    send(number);
  }

  abstract void send(long number);

  /** Its request has ended. */
  final void rest() {
    busy = false;
  }

  /** Whether it waits. */
  final boolean isBusy() {
    return busy;
  }

  /** The number of its request. */
  final long serial() {
    return serial;
  }

  /** When that was due. */
  final long dueNanos() {
    return dueNanos;
  }
}
