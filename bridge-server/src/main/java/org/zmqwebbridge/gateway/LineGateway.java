package org.zmqwebbridge.gateway;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.zmq.ZmqType;

/**
 * Messengers that have ZeroMQ sockets of their own: a PAIR endpoint has room for one, and a DEALER
 * endpoint with own connections for so many. A service sees each as a peer of its own, and messages
 * as they are; when one leaves, its connection goes with it, so that no other hears what was meant
 * for it.
 *
 * <p>Owner thread: the loop's.
 */
final class LineGateway extends MessageGateway {
  private final ZmqType type;
  private final Map<MessengerSeat, Line> lines = new LinkedHashMap<>();
  private final List<Line> leaving = new ArrayList<>(); // whose messengers have left
  private Line spare; // bound, for anyone who comes next; null: it is somebody's, or none is bound
  private MessengerSeat early; // a PAIR that came before the one before it had gone entirely
  private boolean rests; // a PAIR has just gone

  /**
   * @param patient whether its address may still be held by the gateway before it
   */
  LineGateway(EndpointSpec endpoint, GatewayContext context, boolean patient) {
    super(endpoint, context);
    this.type = endpoint.type() == SocketType.PAIR ? ZmqType.PAIR : ZmqType.DEALER;
    this.spare = endpoint.binds() ? new Line(this, endpoint, type, patient) : null;
  }

  @Override
  Optional<JoinError> join(MessengerSeat seat) {
    if (type == ZmqType.PAIR) {
      return joinPair(seat);
    }
    int each = endpoint().addresses().count();
    boolean fits = ownConnections() + each <= context().limits().maxOwnConnections();
    return fits ? super.join(seat) : Optional.of(JoinError.LIMIT);
  }

  /**
   * A service's PAIR takes no connection while it has one, and loses what comes by it: so a
   * newcomer waits a moment, until the end of the one before has come there.
   */
  private Optional<JoinError> joinPair(MessengerSeat seat) {
    if (!lines.isEmpty() || early != null) {
      return Optional.of(JoinError.IN_USE);
    }
    if (!rests) {
      return super.join(seat);
    }
    early = seat;
    return Optional.empty();
  }

  @Override
  void leave(MessengerSeat seat) {
    if (seat == early) {
      early = null;
      context().counters().increment(Counter.SOCKETS_CLOSED); // it counted as one that is open
    }
    super.leave(seat);
  }

  private int ownConnections() {
    return (lines.size() + leaving.size()) * endpoint().addresses().count();
  }

  @Override
  void onJoined(MessengerSeat seat) {
    Line line = spare == null ? new Line(this, endpoint(), type, true) : spare;
    spare = null;
    lines.put(seat, line);
    line.join(seat);
    gauge();
  }

  @Override
  void onLeft(MessengerSeat seat) {
    Line line = lines.remove(seat);
    rests = type == ZmqType.PAIR;
    long now = context().loop().nanoTime();
    line.leave(type == ZmqType.PAIR ? now : now + context().limits().requestNanos());
    if (line.isOver(now)) {
      line.close();
    } else {
      leaving.add(line);
    }
    gauge();
  }

  @Override
  void onSend(MessengerSeat seat, UnsentMessage message) {
    Line line = lines.get(seat);
    if (line == null) {
      message.abandon(meters());
    } else {
      line.uplink().send(seat, message);
    }
  }

  @Override
  void onAllowed(MessengerSeat seat) {
    lines.get(seat).goOn();
  }

  private Collection<Line> all() {
    List<Line> all = new ArrayList<>(lines.values());
    all.addAll(leaving);
    if (spare != null) {
      all.add(spare);
    }
    return all;
  }

  @Override
  Collection<PeerSockets> sockets() {
    return all().stream().map(Line::sockets).toList();
  }

  @Override
  void onTick(long now) {
    super.onTick(now);
    lines.values().forEach(line -> line.uplink().onTick(now));
    for (Iterator<Line> each = leaving.iterator(); each.hasNext(); ) {
      Line line = each.next();
      line.uplink().flush();
      if (line.isOver(now)) {
        each.remove();
        line.close();
      }
    }
    settle();
    gauge();
  }

  /** A tick after a PAIR has gone, at the least. */
  private void settle() {
    if (rests) {
      rests = false;
      return;
    }
    if (endpoint().binds() && spare == null && lines.isEmpty()) {
      spare = new Line(this, endpoint(), type, true);
    }
    if (early != null) {
      MessengerSeat seat = early;
      early = null;
      super.join(seat);
    }
  }

  private void gauge() {
    meters().set(Gauge.MESSAGES_WAITING, requests());
    meters().set(Gauge.OWN_CONNECTIONS, endpoint().binds() ? 0 : ownConnections());
  }

  @Override
  int requests() {
    return all().stream().mapToInt(line -> line.uplink().size()).sum();
  }

  @Override
  boolean isIdle() {
    return super.isIdle() && leaving.isEmpty() && early == null;
  }

  @Override
  void close() {
    all().forEach(Line::close);
    lines.clear();
    leaving.clear();
    spare = null;
    super.close();
    gauge();
  }
}
