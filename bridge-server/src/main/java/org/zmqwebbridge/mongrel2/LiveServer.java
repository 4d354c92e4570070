package org.zmqwebbridge.mongrel2;

import java.util.List;

/**
 * A server of Mongrel2 as it was at one moment.
 *
 * <p>Immutable.
 *
 * @param uuid by which its configuration knows it
 * @param clients how many connections it has
 */
public record LiveServer(String name, String uuid, int clients, List<LiveHandlers> handlers) {
  public LiveServer {
    handlers = List.copyOf(handlers);
  }
}
