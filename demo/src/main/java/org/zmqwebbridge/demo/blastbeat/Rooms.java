package org.zmqwebbridge.demo.blastbeat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.Map;
import org.zmqwebbridge.node.BlastbeatNode;
import org.zmqwebbridge.node.NodeMessage;
import org.zmqwebbridge.node.Session;

/**
 * The WebSockets of pages: each is in the group of its room, in {@code news}, and in one of its own
 * for its uploads. What is said goes to a group, whichever nodes its members are at.
 *
 * <p>Owner thread: its node's.
 */
final class Rooms {
  private static final int MAX_NAME = 24;
  private static final int MAX_TEXT = 500;
  private static final Gson JSON = new Gson();

  /** Who a page is, and where. */
  private record Member(String user, String room) {}

  private final BlastbeatNode node;
  private final String name;
  private final Map<Session, Member> members = new LinkedHashMap<>();

  Rooms(BlastbeatNode node, String name) {
    this.node = node;
    this.name = name;
  }

  /** A page comes in, if it is one of this server's. */
  void onOpen(NodeMessage request) {
    Session session = request.session();
    String origin = request.variable("HTTP_ORIGIN");
    String page = request.variable("QUERY_STRING");
    boolean isOwn = origin.isEmpty() || origin.equals("http://" + request.variable("HTTP_HOST"));
    if (!isOwn || !page.matches("[0-9a-f]{16}") || !request.variable("PATH_INFO").equals("/live")) {
      node.end(session);
      return;
    }
    node.join(session, "news");
    node.join(session, "page-" + page);
    members.put(session, new Member("", ""));
    node.webSocket(session, JSON.toJson(Map.of("type", "welcome", "node", name)));
  }

  void onText(NodeMessage message) {
    Session session = message.session();
    Member member = members.get(session);
    JsonObject said = json(message.text());
    if (member == null) {
      return;
    }
    switch (word(said, "type", MAX_NAME)) {
      case "join" -> join(session, member, said);
      case "msg" -> tell(session, member, "msg", word(said, "text", MAX_TEXT));
      case "here" -> tell(session, member, "here", "here");
      default -> {} // nonsense
    }
  }

  /** Into a room, and out of the one before. */
  private void join(Session session, Member before, JsonObject said) {
    String room = word(said, "room", MAX_NAME);
    String user = word(said, "user", MAX_NAME);
    if (!room.matches("[a-z]+") || user.isEmpty()) {
      return;
    }
    if (!before.room().isEmpty()) {
      tell(session, before, "leave", "has gone");
      node.leave(session, "room-" + before.room());
    }
    Member member = new Member(user, room);
    members.put(session, member);
    node.join(session, "room-" + room);
    tell(session, member, "join", "has come");
  }

  /** To all in the room; the sender hears it too. */
  private void tell(Session session, Member member, String type, String text) {
    if (!member.room().isEmpty() && !text.isEmpty()) {
      Map<String, String> event =
          Map.of(
              "type",
              type,
              "user",
              member.user(),
              "room",
              member.room(),
              "text",
              text,
              "node",
              name);
      node.toGroup(session, "room-" + member.room(), JSON.toJson(event));
    }
  }

  void onEnd(Session session) {
    members.remove(session);
  }

  private static JsonObject json(String text) {
    try {
      return JsonParser.parseString(text).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException wrong) {
      return new JsonObject();
    }
  }

  private static String word(JsonObject said, String key, int most) {
    boolean isText = said.has(key) && said.get(key).isJsonPrimitive();
    String text = isText ? said.get(key).getAsString().strip() : "";
    return text.substring(0, Math.min(most, text.length()));
  }
}
