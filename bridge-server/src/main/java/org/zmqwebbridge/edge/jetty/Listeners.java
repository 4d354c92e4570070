package org.zmqwebbridge.edge.jetty;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.zmqwebbridge.edge.Listener;
import org.zmqwebbridge.edge.Served;

/**
 * All places where clients come in; the first has no name.
 *
 * <p>Owner thread: none; nothing is kept.
 */
final class Listeners {
  private Listeners() {}

  static List<Listener> of(EdgeConfig config) {
    List<Listener> all = new ArrayList<>();
    if (!config.listen().isEmpty()) {
      all.add(new Listener("", config.listen(), config.tls().isPresent(), config.serves()));
    }
    all.addAll(config.listeners());
    return all;
  }

  /** What each serves, by its name. */
  static Map<String, Set<Served>> serves(EdgeConfig config) {
    return of(config).stream().collect(Collectors.toMap(Listener::name, Listener::serves));
  }
}
