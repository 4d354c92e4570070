package org.zmqwebbridge.blastbeat;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.zmqwebbridge.blastbeat.config.BindSpec;
import org.zmqwebbridge.blastbeat.config.BlastbeatConfig;
import org.zmqwebbridge.blastbeat.config.VhostSpec;

/**
 * All hosts, and which requests are theirs, by where they come in and what Host they name.
 *
 * <p>Immutable.
 */
final class Vhosts {
  /** None. */
  static final Vhosts NONE = new Vhosts(Map.of(), Map.of());

  private static final int MAX_NAMED = 10;

  private final Map<String, Vhost> byName;
  private final Map<BindSpec, Map<String, Vhost>> byBind;

  private Vhosts(Map<String, Vhost> byName, Map<BindSpec, Map<String, Vhost>> byBind) {
    this.byName = byName;
    this.byBind = byBind;
  }

  /** Those of a configuration; those that were there before are the same. */
  Vhosts of(BlastbeatConfig config, House house) {
    Map<String, Vhost> named = new LinkedHashMap<>();
    for (VhostSpec spec : config.vhosts()) {
      String key = lower(spec.name());
      Vhost before = byName.get(key);
      named.put(key, before == null ? new Vhost(spec, house) : before);
    }
    Map<BindSpec, Map<String, Vhost>> bound = new HashMap<>();
    for (BindSpec bind : config.allBinds()) {
      Map<String, Vhost> there = new HashMap<>();
      for (VhostSpec spec : config.vhostsAt(bind)) {
        Vhost vhost = named.get(lower(spec.name()));
        spec.names().forEach(name -> there.putIfAbsent(lower(name), vhost));
      }
      bound.put(bind, there);
    }
    return new Vhosts(named, bound);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  Collection<Vhost> all() {
    return byName.values();
  }

  /** The one that a configuration calls so. */
  Vhost of(VhostSpec spec) {
    return byName.get(lower(spec.name()));
  }

  /** Whether it is one of these. */
  boolean contains(Vhost vhost) {
    return byName.get(lower(vhost.spec().name())) == vhost;
  }

  /** The one that is meant; {@code null}: none. */
  Vhost find(BindSpec at, String host) {
    Map<String, Vhost> there = byBind.getOrDefault(at, Map.of());
    Vhost found = there.get(host);
    return found == null ? there.get(lower(host)) : found;
  }

  /** Those that are there, for people. */
  String named(BindSpec at) {
    List<String> names =
        byBind.getOrDefault(at, Map.of()).values().stream()
            .map(vhost -> vhost.spec().name())
            .distinct()
            .sorted()
            .toList();
    String first = names.stream().limit(MAX_NAMED).collect(Collectors.joining(", "));
    int more = names.size() - MAX_NAMED;
    return names.isEmpty() ? "none" : more > 0 ? first + " and " + more + " more" : first;
  }
}
