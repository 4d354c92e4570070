package org.zmqwebbridge.grip;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All WebSockets of GRIP that are open, by what their origins know them by.
 *
 * <p>Owner thread: none.
 */
final class LiveSockets implements Connections {
  private final Map<String, SocketOrigin> open = new ConcurrentHashMap<>();

  void add(String id, SocketOrigin origin) {
    open.put(id, origin);
  }

  void remove(String id) {
    open.remove(id);
  }

  @Override
  public boolean refresh(String id) {
    SocketOrigin found = open.get(id);
    if (found != null) {
      found.refresh();
    }
    return found != null;
  }

  @Override
  public Set<String> ids() {
    return Set.copyOf(open.keySet());
  }

  int size() {
    return open.size();
  }
}
