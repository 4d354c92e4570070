package org.zmqwebbridge.gateway;

import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.EndpointMeters;

/**
 * Hands messages of services to messengers: those of one batch for one connection leave in one
 * write.
 *
 * <p>Owner thread: the loop's.
 */
final class Deliveries {
  /** What one messenger gets in one batch, although nothing of it has been written yet. */
  private static final int BATCH_BYTES = 1 << 18;

  private final EndpointMeters meters;
  private final List<MessengerSeat> unflushed = new ArrayList<>();

  Deliveries(EndpointMeters meters) {
    this.meters = meters;
  }

  /** Whether a messenger wants a message and its client reads what it gets. */
  boolean mayGo(MessengerSeat seat) {
    if (!seat.credit().isLeft()) {
      return false;
    }
    int begun = seat.unflushedBytes();
    return begun > 0 ? begun < BATCH_BYTES : isDrained(seat);
  }

  /** What waits may be what another socket of the same client has just been handed. */
  private boolean isDrained(MessengerSeat seat) {
    if (!seat.member().isDrained() && !unflushed.isEmpty()) {
      flush();
    }
    return seat.member().isDrained();
  }

  /** Hands one over; one that is too large is lost, and told. */
  void deliver(MessengerSeat seat, List<byte[]> parts) {
    Messenger messenger = seat.member();
    if (!messenger.takes(parts)) {
      meters.increment(Counter.MESSAGES_TOO_LARGE);
      messenger.lost(1, Messenger.Loss.TOO_LARGE);
      return;
    }
    seat.credit().spend();
    boolean unused = messenger.received(parts);
    meters.increment(Counter.MESSAGES_RECEIVED);
    if (seat.unflushedBytes() == 0) {
      unflushed.add(seat);
    }
    int bytes = parts.stream().mapToInt(part -> part.length).sum();
    seat.unflushedBytes(seat.unflushedBytes() + Math.max(1, bytes));
  }

  /** Has everything written. */
  void flush() {
    for (MessengerSeat seat : unflushed) {
      seat.unflushedBytes(0);
      seat.member().flush();
    }
    unflushed.clear();
  }
}
