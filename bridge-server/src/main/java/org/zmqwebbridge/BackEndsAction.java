package org.zmqwebbridge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.admin.FirstOnes;
import org.zmqwebbridge.admin.ManagementAnswer;
import org.zmqwebbridge.blastbeat.Snapshot;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.channel.LiveChannel;
import org.zmqwebbridge.mongrel2.LiveHandlers;
import org.zmqwebbridge.mongrel2.LiveServer;

/**
 * {@code GET /backends}, the handlers of Mongrel2's servers and the nodes of BlastBeat; and {@code
 * GET /channels}, who waits where.
 *
 * <p>Owner thread: the listener's workers; nothing here blocks.
 */
final class BackEndsAction {
  private static final int OK = 200;

  private record Placed(String store, LiveChannel channel) {
    /** By which lists go on. */
    String key() {
      return store + "/" + channel.name();
    }
  }

  private BackEndsAction() {}

  /** {@code GET /backends}. */
  static ManagementAnswer read(BridgeLook look) {
    Snapshot nodes = look.blastbeat().map(dialect -> dialect.snapshot()).orElse(null);
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("servers", look.mongrel2().look().stream().map(BackEndsAction::of).toList());
    members.put("nodes", nodes == null ? List.of() : NodesAction.nodes(nodes));
    members.put("hosts", nodes == null ? List.of() : NodesAction.hosts(nodes));
    return ManagementAnswer.json(OK, members);
  }

  private static Map<String, Object> of(LiveServer server) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", server.name());
    members.put("uuid", server.uuid());
    members.put("clients", server.clients());
    List<Map<String, Object>> handlers = new ArrayList<>();
    for (LiveHandlers one : server.handlers()) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("send", one.send());
      each.put("receive", one.receive());
      each.put("protocol", one.protocol());
      each.put("connected", one.connected());
      each.put("waiting", one.waiting());
      handlers.add(each);
    }
    members.put("handlers", handlers);
    return members;
  }

  /** {@code GET /channels}: a part of them, by name. */
  static ManagementAnswer channels(Map<String, Channels> stores, Map<String, String> fields) {
    PageOfList page = PageOfList.of(fields);
    FirstOnes<Placed> first = new FirstOnes<>(page.limit(), Comparator.comparing(Placed::key));
    stores.forEach(
        (store, channels) ->
            channels.each(
                one -> {
                  Placed placed = new Placed(store, one);
                  if (placed.key().compareTo(page.after()) > 0
                      && page.finds(List.of(placed.key()))) {
                    first.add(placed);
                  }
                }));
    return ManagementAnswer.json(
        OK,
        Map.of(
            "found",
            first.seen(),
            "channels",
            first.inOrder().stream().map(BackEndsAction::of).toList()));
  }

  private static Map<String, Object> of(Placed placed) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("key", placed.key());
    members.put("store", placed.store());
    members.put("name", placed.channel().name());
    members.put("subscribers", placed.channel().subscribers());
    members.put("pendingBytes", placed.channel().pendingBytes());
    return members;
  }
}
