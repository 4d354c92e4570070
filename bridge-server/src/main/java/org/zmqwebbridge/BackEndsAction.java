package org.zmqwebbridge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.zmqwebbridge.admin.ManagementAnswer;
import org.zmqwebbridge.blastbeat.BlastbeatDialect;
import org.zmqwebbridge.blastbeat.Snapshot;
import org.zmqwebbridge.grip.GripDialect;
import org.zmqwebbridge.grip.LiveOrigin;
import org.zmqwebbridge.mongrel2.LiveHandlers;
import org.zmqwebbridge.mongrel2.LiveServer;
import org.zmqwebbridge.observe.DurationHistogram;

/**
 * {@code GET /backends}: the handlers of Mongrel2's servers, the nodes of BlastBeat and its hosts,
 * and the origins of GRIP.
 *
 * <p>Owner thread: the listener's workers; nothing here blocks.
 */
final class BackEndsAction {
  private static final int OK = 200;
  private static final String HANDLERS = "handlers";
  private static final String NODES = "nodes";
  private static final String HOSTS = "hosts";
  private static final String ORIGINS = "origins";
  private static final Set<String> LISTS = Set.of(HANDLERS, NODES, HOSTS, ORIGINS);
  private static final int MAX_TEXT = 256; // characters of what an origin says

  /** Handlers, and whose they are. */
  private record Handlers(LiveServer server, LiveHandlers pair) {
    String key() {
      return server.uuid() + " " + pair.send() + " " + pair.receive();
    }
  }

  /** A part of each list, or of the one that is asked for. */
  private record Lists(PageOfList page, String only, Map<String, Object> members) {
    <T> void add(
        String name,
        List<T> all,
        Function<T, String> key,
        Function<T, String> text,
        Function<T, Map<String, Object>> row) {
      if (!only.isEmpty() && !only.equals(name)) {
        return;
      }
      List<T> found =
          all.stream()
              .filter(one -> key.apply(one).compareTo(page.after()) > 0)
              .filter(one -> page.finds(List.of(key.apply(one), text.apply(one))))
              .sorted(Comparator.comparing(key))
              .toList();
      members.put(name, found.stream().limit(page.limit()).map(row).toList());
      members.put(name + "Found", found.size());
    }
  }

  private BackEndsAction() {}

  static ManagementAnswer read(BridgeLook look, Map<String, String> fields) {
    String only = fields.getOrDefault("list", "");
    if (!only.isEmpty() && !LISTS.contains(only)) {
      throw new IllegalArgumentException(
          "list is one of handlers, hosts, nodes, origins, or is left out");
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("bucketsSeconds", DurationHistogram.upperBoundsSeconds());
    Lists lists = new Lists(PageOfList.of(fields), only, members);
    List<LiveServer> servers = look.mongrel2().look();
    List<Handlers> handlers = new ArrayList<>();
    servers.forEach(
        server -> server.handlers().forEach(pair -> handlers.add(new Handlers(server, pair))));
    lists.add(HANDLERS, handlers, Handlers::key, of -> of.server().name(), BackEndsAction::of);
    look.blastbeat().map(BlastbeatDialect::snapshot).ifPresent(now -> add(lists, now));
    List<LiveOrigin> origins = look.grip().map(GripDialect::look).orElse(List.of());
    lists.add(ORIGINS, origins, LiveOrigin::place, LiveOrigin::state, BackEndsAction::of);
    return ManagementAnswer.json(OK, members);
  }

  private static void add(Lists lists, Snapshot now) {
    lists.add(
        NODES, now.nodes(), Snapshot.OfNode::name, Snapshot.OfNode::state, NodesAction::withAsks);
    lists.add(
        HOSTS,
        now.vhosts(),
        Snapshot.OfVhost::name,
        host -> String.join(" ", host.nodes()),
        NodesAction::of);
  }

  private static Map<String, Object> of(Handlers handlers) {
    Map<String, Object> members = new LinkedHashMap<>();
    LiveHandlers pair = handlers.pair();
    members.put("key", handlers.key());
    members.put("server", handlers.server().name());
    members.put("clients", handlers.server().clients());
    members.put("send", pair.send());
    members.put("receive", pair.receive());
    members.put("protocol", pair.protocol());
    members.put("connected", pair.connected());
    members.put("waiting", pair.waiting());
    AskMembers.put(members, pair.asks());
    return members;
  }

  private static Map<String, Object> of(LiveOrigin origin) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("place", origin.place());
    members.put("state", origin.state());
    members.put("workers", origin.workers());
    members.put("waiting", origin.waiting());
    members.put("sockets", origin.sockets());
    Map<String, Long> failures = new LinkedHashMap<>();
    origin
        .failures()
        .forEach((kind, count) -> failures.put(kind.name().toLowerCase(Locale.ROOT), count));
    members.put("failures", failures);
    String text = origin.lastFailure();
    members.put("lastFailure", text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text);
    members.put("failedMillisAgo", origin.failedMillisAgo());
    AskMembers.put(members, origin.asks());
    return members;
  }
}
