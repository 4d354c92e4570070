package org.zmqwebbridge.mongrel2;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All connections of one server, and their ids: numbers of 32 bits, the first 1.
 *
 * <p>Owner thread: none.
 */
final class Clients {
  private final Set<Client> all = ConcurrentHashMap.newKeySet();
  private final Map<Long, Client> byId = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();

  void add(Client client) {
    all.add(client);
  }

  /** Gives one an id that no other has. */
  long nextId(Client client) {
    while (true) {
      long next = Integer.toUnsignedLong(ids.incrementAndGet());
      if (next != 0 && byId.putIfAbsent(next, client) == null) {
        return next;
      }
    }
  }

  /** The one with an id; {@code null}: it has gone, or never was. */
  Client of(long id) {
    return byId.get(id);
  }

  void remove(Client client) {
    all.remove(client);
    if (client.knownId() > 0) {
      byId.remove(client.knownId(), client);
    }
  }

  int size() {
    return all.size();
  }

  /** All that are there, in no order. */
  Set<Client> all() {
    return all;
  }
}
