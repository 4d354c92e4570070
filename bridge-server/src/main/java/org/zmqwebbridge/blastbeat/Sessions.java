package org.zmqwebbridge.blastbeat;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.blastbeat.wire.Sid;

/**
 * All sessions by their sids.
 *
 * <p>Owner thread: the loop's; {@link #size} is for any.
 */
final class Sessions {
  private final Map<Sid, Session> all = new HashMap<>();
  private volatile int size;

  void add(Session session) {
    all.put(session.sid(), session);
    size = all.size();
  }

  void remove(Session session) {
    all.remove(session.sid(), session);
    size = all.size();
  }

  /** The one with this sid; {@code null}: it has ended, or never was. */
  Session of(Sid sid) {
    return all.get(sid);
  }

  /** All that are there now. */
  Collection<Session> all() {
    return List.copyOf(all.values());
  }

  int size() {
    return size;
  }
}
