package org.zmqwebbridge.demo.mongrel2;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.handler.Mongrel2Handler;
import org.zmqwebbridge.handler.Mongrel2Request;
import org.zmqwebbridge.handler.Mongrel2Server;

/**
 * A chat room of pages, which come over WebSockets, and of terminals, which come over JSON sockets:
 * {@code @chat {"type": "join", "user": "Ada"}} and a NUL. What is said is told to all of each kind
 * in one reply.
 *
 * <p>Owner thread: its handler's.
 */
final class ChatWork implements Work {
  private static final int MAX_MEMBERS = 200;
  private static final int MAX_NAME = 24;
  private static final int MAX_TEXT = 500;
  private static final int PING = 9;
  private static final Gson JSON = new Gson();

  /** Who is in the room. */
  private record Member(String user, boolean isPage) {}

  private final Map<Long, Member> members = new LinkedHashMap<>();

  @Override
  public void onRequest(Mongrel2Handler handler, Mongrel2Request request) {
    switch (request.method()) {
      case "WEBSOCKET_HANDSHAKE" -> Answers.accepts(handler, request);
      case "WEBSOCKET" -> onFrame(handler, request);
      case "JSON" -> onJson(handler, request);
      default -> Answers.text(handler, request, "426 Upgrade Required", "a WebSocket is here\n");
    }
  }

  private void onFrame(Mongrel2Handler handler, Mongrel2Request request) {
    switch (request.opcode()) {
      case Mongrel2Handler.TEXT -> onCommand(handler, request, true);
      case Mongrel2Handler.CLOSE -> {
        Answers.goodbye(handler, request);
        leave(handler, request);
      }
      case PING ->
          handler.reply(request, Mongrel2Handler.frame(Mongrel2Handler.PONG, request.body()));
      default -> {}
    }
  }

  private void onJson(Mongrel2Handler handler, Mongrel2Request request) {
    if (request.isDisconnect()) {
      leave(handler, request);
    } else {
      onCommand(handler, request, false);
    }
  }

  private void onCommand(Mongrel2Handler handler, Mongrel2Request request, boolean isPage) {
    JsonObject said;
    try {
      said = JsonParser.parseString(request.text()).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException wrong) {
      said = new JsonObject();
    }
    switch (text(said, "type", MAX_NAME)) {
      case "join" -> join(handler, request, text(said, "user", MAX_NAME), isPage);
      case "msg" -> say(handler, request, text(said, "msg", MAX_TEXT));
      default -> {} // a ping, or nonsense
    }
  }

  private static String text(JsonObject said, String name, int most) {
    boolean isText = said.has(name) && said.get(name).isJsonPrimitive();
    String text = isText ? said.get(name).getAsString().strip() : "";
    return text.substring(0, Math.min(most, text.length()));
  }

  private void join(
      Mongrel2Handler handler, Mongrel2Request request, String wanted, boolean isPage) {
    if (wanted.isEmpty() || members.size() >= MAX_MEMBERS || members.containsKey(request.id())) {
      return;
    }
    String user = free(wanted);
    tell(handler, request.server(), Map.of("type", "join", "user", user));
    members.put(request.id(), new Member(user, isPage));
    List<String> users = members.values().stream().map(Member::user).toList();
    Map<String, Object> list = Map.of("type", "userList", "users", users, "you", user);
    handler.reply(request, bytes(list, isPage));
  }

  /** The name, with a number after it if somebody has it already. */
  private String free(String wanted) {
    String name = wanted;
    for (int n = 2; isTaken(name); n++) {
      name = wanted + " " + n;
    }
    return name;
  }

  private boolean isTaken(String name) {
    return members.values().stream().anyMatch(member -> member.user().equals(name));
  }

  private void say(Mongrel2Handler handler, Mongrel2Request request, String text) {
    Member member = members.get(request.id());
    if (member != null && !text.isEmpty()) {
      tell(handler, request.server(), Map.of("type", "msg", "user", member.user(), "msg", text));
    }
  }

  private void leave(Mongrel2Handler handler, Mongrel2Request request) {
    Member gone = members.remove(request.id());
    if (gone != null) {
      tell(handler, request.server(), Map.of("type", "leave", "user", gone.user()));
    }
  }

  private void tell(Mongrel2Handler handler, Mongrel2Server server, Map<String, Object> event) {
    for (boolean isPage : List.of(true, false)) {
      handler.deliver(server, of(isPage), bytes(event, isPage));
    }
  }

  private List<Long> of(boolean isPage) {
    return members.entrySet().stream()
        .filter(one -> one.getValue().isPage() == isPage)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static byte[] bytes(Map<String, Object> event, boolean isPage) {
    String json = JSON.toJson(event);
    return isPage ? Mongrel2Handler.frame(json) : (json + '\0').getBytes(UTF_8);
  }
}
