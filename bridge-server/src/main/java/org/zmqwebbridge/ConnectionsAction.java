package org.zmqwebbridge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.admin.FirstOnes;
import org.zmqwebbridge.admin.ManagementAnswer;
import org.zmqwebbridge.edge.LiveConnection;
import org.zmqwebbridge.edge.jetty.LiveConnections;

/**
 * {@code GET /connections}, the WebSockets that are open, and {@code POST /connections/end}, which
 * ends one.
 *
 * <p>Owner thread: the listener's workers; nothing here blocks.
 */
final class ConnectionsAction {
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int MAX_SOCKETS = 50;

  private static final Comparator<LiveConnection> BY_ID =
      Comparator.comparingLong(LiveConnection::id);

  /** By what {@code sort} says; the largest first, and of equal ones the oldest. */
  private static final Map<String, Comparator<LiveConnection>> ORDERS =
      Map.of(
          "id", BY_ID,
          "in", largest(Comparator.comparingLong(LiveConnection::bytesIn)),
          "out", largest(Comparator.comparingLong(LiveConnection::bytesOut)),
          "waiting", largest(Comparator.comparingLong(LiveConnection::waitingBytes)),
          "dropped", largest(Comparator.comparingLong(LiveConnection::dropped)));

  private ConnectionsAction() {}

  private static Comparator<LiveConnection> largest(Comparator<LiveConnection> by) {
    return by.reversed().thenComparing(BY_ID);
  }

  /** {@code GET /connections}: a part of them. */
  static ManagementAnswer read(LiveConnections connections, Map<String, String> fields) {
    PageOfList page = PageOfList.of(fields);
    Comparator<LiveConnection> order = ORDERS.get(fields.getOrDefault("sort", "id"));
    if (order == null) {
      throw new IllegalArgumentException("sort is one of dropped, id, in, out, waiting");
    }
    long after = page.after().isEmpty() ? 0 : id(page.after());
    FirstOnes<LiveConnection> first = new FirstOnes<>(page.limit(), order);
    connections.each(
        one -> {
          if (one.id() > after && page.finds(texts(one))) {
            first.add(one);
          }
        });
    return ManagementAnswer.json(
        OK,
        Map.of(
            "found",
            first.seen(),
            "connections",
            first.inOrder().stream().map(ConnectionsAction::of).toList()));
  }

  private static List<String> texts(LiveConnection one) {
    List<String> texts = new ArrayList<>(one.occupant().sockets());
    texts.addAll(
        List.of(
            Long.toString(one.id()),
            one.address(),
            one.path(),
            one.origin(),
            one.occupant().speaks()));
    one.occupant().principal().ifPresent(texts::add);
    return texts;
  }

  private static Map<String, Object> of(LiveConnection one) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", one.id());
    members.put("openMillis", one.openMillis());
    members.put("address", one.address());
    members.put("path", one.path());
    members.put("origin", one.origin());
    members.put("principal", one.occupant().principal().orElse(""));
    members.put("speaks", one.occupant().speaks());
    List<String> sockets = one.occupant().sockets();
    members.put("socketCount", sockets.size());
    members.put("sockets", sockets.subList(0, Math.min(MAX_SOCKETS, sockets.size())));
    members.put("bytesIn", one.bytesIn());
    members.put("bytesOut", one.bytesOut());
    members.put("messagesIn", one.messagesIn());
    members.put("messagesOut", one.messagesOut());
    members.put("waitingBytes", one.waitingBytes());
    members.put("waitingMessages", one.waitingMessages());
    members.put("dropped", one.dropped());
    members.put("paused", one.isPaused());
    return members;
  }

  private static long id(String text) {
    if (text.matches("[0-9]{1,18}")) {
      return Long.parseLong(text);
    }
    throw new IllegalArgumentException("a connection is named by its number");
  }

  /** {@code POST /connections/end}: ends the one that is named. */
  static CompletionStage<ManagementAnswer> end(
      LiveConnections connections, Map<String, String> fields) {
    String number = fields.getOrDefault("connection", "");
    if (!fields.keySet().equals(Set.of("connection")) || !number.matches("[0-9]{1,18}")) {
      return CompletableFuture.completedFuture(
          ManagementAnswer.text(
              BAD_REQUEST, "The field here is connection: the number of a WebSocket."));
    }
    return CompletableFuture.completedFuture(
        connections.end(Long.parseLong(number))
            ? ManagementAnswer.json(OK, Map.of("ended", Long.parseLong(number)))
            : ManagementAnswer.text(
                NOT_FOUND, "No WebSocket of this number is open; GET /connections has them."));
  }
}
