package org.zmqwebbridge;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.zmqwebbridge.mongrel2.config.HandlerSpec;
import org.zmqwebbridge.mongrel2.config.ServerSpec;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/**
 * What is legal in servers of Mongrel2, and unwise. (A control port that others reach is not
 * legal.)
 *
 * <p>Owner thread: the caller's; nothing is kept.
 */
final class Mongrel2Cautions {
  private static final String UNIX = "ipc://";

  private Mongrel2Cautions() {}

  /** Each a line that says what may happen and what to do; of each server one at most. */
  static List<String> about(List<ServerSpec> servers) {
    List<String> found = new ArrayList<>();
    for (ServerSpec server : servers) {
      Set<String> open = new LinkedHashSet<>();
      server.hosts().stream()
          .flatMap(host -> host.routes().stream())
          .map(route -> route.target())
          .filter(HandlerSpec.class::isInstance)
          .map(HandlerSpec.class::cast)
          .flatMap(handler -> Stream.of(handler.sendSpec(), handler.recvSpec()))
          .filter(Mongrel2Cautions::isOpen)
          .forEach(open::add);
      if (!open.isEmpty()) {
        found.add(aboutHandlers(server, open));
      }
    }
    return found;
  }

  private static String aboutHandlers(ServerSpec server, Set<String> open) {
    return "mongrel2: server "
        + server.uuid()
        + ": anyone who reaches "
        + String.join(", ", open)
        + " may take its clients' requests (send_spec), or answer them and end their connections"
        + " (recv_spec); bind 127.0.0.1 or ipc://, or a network that only its handlers reach";
  }

  private static boolean isOpen(String spec) {
    if (spec.startsWith(UNIX)) {
      return false;
    }
    try {
      return !ZmqEndpoint.parseBound(spec).isLoopback();
    } catch (IllegalArgumentException wrong) {
      return false; // it stops the start, and says so itself
    }
  }
}
