package org.zmqwebbridge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.admin.ManagementAnswer;
import org.zmqwebbridge.blastbeat.BlastbeatDialect;
import org.zmqwebbridge.blastbeat.Snapshot;

/**
 * What an operator asks and does about the nodes of BlastBeat over the management listener.
 *
 * <p>Owner thread: the listener's workers; nothing here blocks.
 */
final class NodesAction {
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final Set<String> FIELDS = Set.of("node", "draining");

  private NodesAction() {}

  /** {@code GET /blastbeat}: all nodes and hosts, in JSON. */
  static ManagementAnswer read(BlastbeatDialect dialect) {
    Snapshot now = dialect.snapshot();
    return ManagementAnswer.json(OK, Map.of("nodes", nodes(now), "hosts", hosts(now)));
  }

  private static List<Map<String, Object>> nodes(Snapshot now) {
    return now.nodes().stream().map(NodesAction::of).toList();
  }

  private static List<Map<String, Object>> hosts(Snapshot now) {
    return now.vhosts().stream().map(NodesAction::of).toList();
  }

  private static Map<String, Object> of(Snapshot.OfNode node) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", node.name());
    members.put("state", node.state());
    members.put("weight", node.weight());
    members.put("sessions", node.sessions());
    members.put("requests", node.requests());
    members.put("losses", node.losses());
    members.put("waiting", node.waiting());
    members.put("silentMillis", node.silentMillis());
    return members;
  }

  /** The same, with how it does. */
  static Map<String, Object> withAsks(Snapshot.OfNode node) {
    Map<String, Object> members = of(node);
    AskMembers.put(members, node.asks());
    return members;
  }

  static Map<String, Object> of(Snapshot.OfVhost host) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", host.name());
    members.put("nodes", host.nodes());
    members.put("sessions", host.sessions());
    members.put("groups", host.groups());
    members.put("kept", host.kept());
    members.put("keptBytes", host.keptBytes());
    return members;
  }

  /** {@code POST /blastbeat/drain}: a node gets no other sessions, or gets some again. */
  static CompletionStage<ManagementAnswer> drain(
      BlastbeatDialect dialect, Map<String, String> fields) {
    String node = fields.getOrDefault("node", "");
    String draining = fields.getOrDefault("draining", "true");
    boolean isMeant = draining.equals("true") || draining.equals("false");
    if (node.isEmpty() || !isMeant || !FIELDS.containsAll(fields.keySet())) {
      return CompletableFuture.completedFuture(
          ManagementAnswer.text(
              BAD_REQUEST, "Fields are node, and draining, which is true or false."));
    }
    return dialect
        .drain(node, draining.equals("true"))
        .thenApply(
            isThere ->
                isThere
                    ? ManagementAnswer.json(
                        OK, Map.of("node", node, "draining", draining.equals("true")))
                    : ManagementAnswer.text(
                        NOT_FOUND, "There is no node of this name; GET /blastbeat has them."));
  }
}
