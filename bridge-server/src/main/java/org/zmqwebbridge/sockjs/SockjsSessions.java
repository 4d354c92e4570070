package org.zmqwebbridge.sockjs;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The sessions of one service, by the names that their clients have chosen.
 *
 * <p>Owner thread: none.
 */
final class SockjsSessions {
  private final int most;
  private final Map<String, SockjsSession> sessions = new ConcurrentHashMap<>();

  SockjsSessions(int most) {
    this.most = most;
  }

  Optional<SockjsSession> find(String name) {
    return Optional.ofNullable(sessions.get(name));
  }

  /**
   * Adds one, unless there is one.
   *
   * @return it, if it is new; empty: there is one, or there are as many as there may be
   */
  Optional<SockjsSession> add(String name, Function<String, SockjsSession> maker) {
    if (sessions.size() >= most) {
      return Optional.empty();
    }
    SockjsSession[] made = new SockjsSession[1];
    sessions.computeIfAbsent(
        name,
        any -> {
          made[0] = maker.apply(any);
          return made[0];
        });
    return Optional.ofNullable(made[0]);
  }

  void remove(String name) {
    sessions.remove(name);
  }

  int size() {
    return sessions.size();
  }

  /** Looks after all of them. */
  void sweep(long now) {
    sessions.values().removeIf(session -> session.sweep(now));
  }
}
