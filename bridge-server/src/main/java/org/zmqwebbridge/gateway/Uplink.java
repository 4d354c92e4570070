package org.zmqwebbridge.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.EndpointMeters;

/**
 * The way of messengers' messages to the sockets of an endpoint, in turns. What these do not take
 * waits here, and its messenger gets no credit for more; what a messenger has sent goes on for a
 * while when it has left.
 *
 * <p>Owner thread: the loop's. Lifetime: its sockets'; ends with {@link #close}.
 */
final class Uplink {
  private final GatewayContext context;
  private final EndpointMeters meters;
  private final Predicate<byte[][]> sockets;
  private final UnsentMessages unsent = new UnsentMessages();
  private final Map<MessengerSeat, Long> left = new HashMap<>(); // and until when it goes on
  private boolean refused; // by all services

  /**
   * @param sockets sends a message, or refuses to take any more for now
   */
  Uplink(GatewayContext context, EndpointMeters meters, Predicate<byte[][]> sockets) {
    this.context = context;
    this.meters = meters;
    this.sockets = sockets;
  }

  /** Has a messenger sit down. */
  void join(MessengerSeat seat) {
    seat.seat(unsent.join(seat.member().connectionId()), context.limits());
  }

  /** A messenger leaves. */
  void leave(MessengerSeat seat) {
    unsent.leave(seat.lane());
    if (!unsent.isEmpty()) {
      left.put(seat, context.loop().nanoTime() + context.limits().requestNanos());
    }
  }

  /** A messenger sends. */
  void send(MessengerSeat seat, UnsentMessage message) {
    if (!seat.isSeated()) {
      message.abandon(meters);
    } else if (unsent.size() >= context.limits().maxRequestsPerEndpoint()) {
      seat.member().overflowed();
      ended(message);
    } else {
      unsent.add(seat.lane(), message);
      flush();
    }
  }

  /** A messenger takes back what has not been sent. */
  void withdraw(MessengerSeat seat) {
    abandon(unsent.takeIf(message -> message.seat() == seat));
  }

  private void ended(UnsentMessage message) {
    message.charge().end();
    message.seat().ended(message.bytes(), context.limits());
  }

  /** The sockets may take something. */
  void flush() {
    refused = unsent.send(this::sendOne);
  }

  /** After a turn of the sockets. */
  void onBatchEnd() {
    if (!refused) {
      flush();
    }
  }

  private boolean sendOne(UnsentMessage message) {
    boolean taken = sockets.test(message.frames());
    if (taken) {
      meters.increment(Counter.MESSAGES_SENT);
      message.seat().sent();
      ended(message);
    }
    return taken;
  }

  /** About ten times a second: gives up what nobody has taken since its messenger left. */
  void onTick(long now) {
    flush();
    if (unsent.isEmpty()) {
      left.clear();
    }
    if (left.values().removeIf(deadline -> now - deadline >= 0)) {
      abandon(
          unsent.takeIf(
              message -> !message.seat().isSeated() && !left.containsKey(message.seat())));
    }
  }

  /** Sends what is taken at once, and gives the rest up. */
  void close() {
    flush();
    abandon(unsent.takeIf(message -> true));
    left.clear();
  }

  private void abandon(List<UnsentMessage> messages) {
    messages.forEach(message -> message.abandon(meters));
  }

  /** How many wait. */
  int size() {
    return unsent.size();
  }
}
