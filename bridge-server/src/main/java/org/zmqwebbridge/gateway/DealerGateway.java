package org.zmqwebbridge.gateway;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.zmq.ZmqType;

/**
 * Many messengers on the shared DEALERs of an endpoint. A service sees {@code [route][parts]}, and
 * whatever begins with that route goes to that messenger, as long as it is there: answers, several
 * of them, or what nobody asked for.
 *
 * <p>What a messenger does not take waits here, so that it holds up nobody else, as far as there is
 * room.
 *
 * <p>Owner thread: the loop's.
 */
final class DealerGateway extends UplinkGateway {
  private static final int ROUTE_BYTES = 16;

  private final Deliveries deliveries;
  private final Map<ByteBuffer, Mailbox> byRoute = new HashMap<>();
  private final Set<Mailbox> behind = new LinkedHashSet<>(); // in which something waits
  private long untakenBytes;

  /**
   * @param patient whether its address may still be held by the gateway before it
   */
  DealerGateway(EndpointSpec endpoint, GatewayContext context, boolean patient) {
    super(endpoint, ZmqType.DEALER, context, patient);
    this.deliveries = new Deliveries(meters());
  }

  @Override
  void onJoined(MessengerSeat seat) {
    byte[] route = new byte[ROUTE_BYTES];
    context().random().nextBytes(route);
    seat.route(route);
    byRoute.put(ByteBuffer.wrap(route), new Mailbox(seat));
    super.onJoined(seat);
  }

  @Override
  void onLeft(MessengerSeat seat) {
    super.onLeft(seat);
    Mailbox mailbox = byRoute.remove(ByteBuffer.wrap(seat.route()));
    behind.remove(mailbox);
    untakenBytes -= mailbox.bytes();
  }

  @Override
  void onAllowed(MessengerSeat seat) {
    Mailbox mailbox = byRoute.get(ByteBuffer.wrap(seat.route()));
    if (behind.contains(mailbox)) {
      goOn(mailbox);
      deliveries.flush();
    }
  }

  @Override
  public void onMessage(List<byte[]> frames) {
    Mailbox mailbox = frames.size() < 2 ? null : byRoute.get(ByteBuffer.wrap(frames.get(0)));
    if (mailbox == null) {
      meters().increment(Counter.MESSAGES_UNROUTABLE);
      return;
    }
    List<byte[]> parts = frames.subList(1, frames.size());
    if (mailbox.isEmpty() && deliveries.mayGo(mailbox.seat())) {
      deliveries.deliver(mailbox.seat(), parts);
    } else {
      keep(mailbox, List.copyOf(parts));
    }
  }

  private void keep(Mailbox mailbox, List<byte[]> parts) {
    long room = context().limits().maxUntakenBytes() - untakenBytes;
    if (mailbox.size() >= endpoint().highWaterMark() || Mailbox.cost(parts) > room) {
      mailbox.miss();
      meters().increment(Counter.MESSAGES_NOT_TAKEN);
    } else {
      untakenBytes += mailbox.add(parts);
    }
    behind.add(mailbox);
  }

  /** Delivers what may go now; false: something still waits. */
  private boolean goOn(Mailbox mailbox) {
    MessengerSeat seat = mailbox.seat();
    while (!mailbox.isEmpty() && deliveries.mayGo(seat)) {
      long before = mailbox.bytes();
      deliveries.deliver(seat, mailbox.take());
      untakenBytes -= before - mailbox.bytes();
    }
    boolean tells = mailbox.missed() > 0;
    if (!mailbox.isEmpty() || (tells && !seat.member().isDrained())) {
      return false;
    }
    if (tells) {
      seat.member().lost(mailbox.takeMissed(), Messenger.Loss.NOT_TAKEN);
    }
    behind.remove(mailbox);
    return true;
  }

  private void look() {
    boolean again = false;
    for (Mailbox mailbox : behind.toArray(Mailbox[]::new)) {
      boolean waits = !goOn(mailbox) && (mailbox.isEmpty() || mailbox.seat().credit().isLeft());
      again |= waits;
    }
    if (again) {
      lookAgain();
    }
  }

  @Override
  public boolean onBatchEnd() {
    boolean again = super.onBatchEnd();
    deliveries.flush();
    if (!behind.isEmpty()) {
      look();
      deliveries.flush();
    }
    return again;
  }

  @Override
  void gauge() {
    super.gauge();
    meters().set(Gauge.UNTAKEN_BYTES, untakenBytes);
  }

  @Override
  void close() {
    untakenBytes = 0;
    super.close();
  }
}
