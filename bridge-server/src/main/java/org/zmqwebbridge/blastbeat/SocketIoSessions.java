package org.zmqwebbridge.blastbeat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.blastbeat.config.SocketIoLimits;
import org.zmqwebbridge.blastbeat.wire.Sid;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.observe.Counter;

/**
 * All sessions of socket.io, those included that have ended and whose clients were not told yet.
 *
 * <p>Owner thread: the loop's. Lifetime: the dialect's.
 */
final class SocketIoSessions {
  private final House house;
  private final Map<Sid, SocketIoCarrier> all = new LinkedHashMap<>();
  private final ByteBudget budget; // what waits for polls

  SocketIoSessions(House house, long maxBytes) {
    this.house = house;
    this.budget = new ByteBudget(maxBytes);
  }

  ByteBudget budget() {
    return budget;
  }

  SocketIoLimits limits() {
    return house.config().limits().socketIo();
  }

  /** From now on, its limit holds. */
  void become() {
    budget.limit(limits().maxWaitingBytesInAll());
  }

  /** Whether there are as many as there may be. */
  boolean isFull() {
    return all.size() >= house.config().options().sessions();
  }

  void add(SocketIoCarrier carrier) {
    all.put(carrier.session().sid(), carrier);
  }

  void remove(SocketIoCarrier carrier) {
    all.remove(carrier.session().sid(), carrier);
  }

  /** The one of this host with this sid; {@code null}: it has ended, or never was. */
  SocketIoCarrier find(Sid sid, Vhost vhost) {
    SocketIoCarrier found = sid == null ? null : all.get(sid);
    if (found == null || found.session().vhost() != vhost) {
      house.counters().increment(Counter.BLASTBEAT_SOCKET_IO_UNKNOWN);
      return null;
    }
    return found;
  }

  void onTick(long now) {
    if (!all.isEmpty()) {
      List<SocketIoCarrier> here = new ArrayList<>(all.values());
      here.forEach(carrier -> carrier.onTick(now));
    }
  }
}
