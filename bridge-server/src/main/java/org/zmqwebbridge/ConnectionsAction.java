package org.zmqwebbridge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.admin.FirstOnes;
import org.zmqwebbridge.admin.ManagementAnswer;
import org.zmqwebbridge.edge.LiveConnection;
import org.zmqwebbridge.edge.Occupant;
import org.zmqwebbridge.edge.jetty.LiveConnections;

/**
 * {@code GET /connections}, what clients have open, and {@code POST /connections/end}, which ends
 * one of these.
 *
 * <p>Owner thread: the listener's workers; nothing here blocks.
 */
final class ConnectionsAction {
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int MAX_SOCKETS = 50;
  private static final int MAX_TEXT = 256; // characters of what clients say

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
    Optional<LiveConnection.Kind> kind =
        Optional.ofNullable(fields.get("kind"))
            .filter(said -> !said.isEmpty())
            .map(ConnectionsAction::kind);
    long after = page.after().isEmpty() ? 0 : id(page.after());
    FirstOnes<LiveConnection> first = new FirstOnes<>(page.limit(), order);
    connections.each(
        one -> {
          if (one.id() > after
              && kind.filter(wanted -> wanted != one.kind()).isEmpty()
              && page.finds(() -> texts(one).iterator())) {
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

  private static LiveConnection.Kind kind(String word) {
    return Arrays.stream(LiveConnection.Kind.values())
        .filter(one -> word(one).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "kind is one of client, request, stream, websocket, or is left out"));
  }

  private static String word(LiveConnection.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> texts(LiveConnection one) {
    Occupant occupant = one.occupant().get();
    LiveConnection.From from = one.from().get();
    List<String> texts = new ArrayList<>(occupant.sockets());
    texts.addAll(
        List.of(
            Long.toString(one.id()),
            from.address(),
            from.path(),
            from.origin(),
            occupant.speaks()));
    occupant.principal().ifPresent(texts::add);
    return texts;
  }

  private static Map<String, Object> of(LiveConnection one) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", one.id());
    members.put("kind", word(one.kind()));
    members.put("openMillis", one.openMillis());
    LiveConnection.From from = one.from().get();
    members.put("address", from.address());
    members.put("path", cut(from.path()));
    members.put("origin", cut(from.origin()));
    Occupant occupant = one.occupant().get();
    members.put("principal", occupant.principal().map(ConnectionsAction::cut).orElse(""));
    members.put("speaks", occupant.speaks());
    List<String> sockets = occupant.sockets();
    members.put("socketCount", sockets.size());
    members.put(
        "sockets", sockets.stream().limit(MAX_SOCKETS).map(ConnectionsAction::cut).toList());
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

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
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
              BAD_REQUEST,
              "The field here is connection: its number, as GET /connections has it."));
    }
    return CompletableFuture.completedFuture(
        connections.end(Long.parseLong(number))
            ? ManagementAnswer.json(OK, Map.of("ended", Long.parseLong(number)))
            : ManagementAnswer.text(
                NOT_FOUND, "Nothing of this number is open; GET /connections has what is."));
  }
}
