package org.zmqwebbridge.blastbeat.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.fuzz.Choices;

/** What a node says is what the reference's table says, as patterns have it, or is refused. */
class FromNodeFuzzTest {
  private static final String SID = "0123456789abcdef";
  private static final Pattern TYPE = Pattern.compile("(?:(.*):)?([^:]*)", Pattern.DOTALL);
  private static final Pattern GROUP = Pattern.compile("[^@].{0,63}", Pattern.DOTALL);
  private static final Pattern SESSION = Pattern.compile("@(.{16})", Pattern.DOTALL);
  private static final Pattern PIPE = Pattern.compile("(.*):([^:]*)", Pattern.DOTALL);
  private static final Pattern CACHE =
      Pattern.compile(
          "(?!\r?\n)([^ \n]+?)(?: ([0-9]{1,9})(?: ([0-9]{1,9})(?: [^\n]*?)?)?)?\r?\n(.*)",
          Pattern.DOTALL);

  static Stream<byte[]> messages() {
    return Stream.of(
            "\1\11websocket\5hello",
            "\1\16room:websocket\2hi",
            "\1\25@0123456789abcdef:msg\4psst",
            "\1\4pipe\20webcam:websocket",
            "\1\5cache\31/key?a=1 30 1\r\nHTTP/1.1 200",
            "\1\4join\4room",
            "\0\0\4pong\0")
        .map(text -> text.getBytes(ISO_8859_1));
  }

  @MethodSource("messages")
  @FuzzTest
  void read(byte[] bytes) {
    Choices choices = new Choices(bytes);
    byte[] sid = choices.yes() ? SID.getBytes(ISO_8859_1) : choices.bytes(20);
    byte[] type = choices.bytes(100);
    byte[] body = choices.bytes(300);
    List<byte[]> frames = new ArrayList<>(List.of(sid, type, body));
    if (choices.yes()) {
      frames.remove(choices.below(3));
    }
    String said;
    try {
      FromNode message = FromNode.read(frames);
      said = (message.sid() == null) + " " + Said.of(message.message());
    } catch (MalformedNodeMessageException refused) {
      said = refused.fault().name();
    }
    assertEquals(frames.size() == 3 ? reference(frames) : "FRAMES", said);
  }

  private static String reference(List<byte[]> frames) {
    String body = new String(frames.get(2), ISO_8859_1);
    Matcher type = TYPE.matcher(new String(frames.get(1), ISO_8859_1));
    type.matches();
    if (type.group(2).equals("pong")) {
      return "true Pong";
    }
    if (frames.get(0).length != 16) {
      return "SID";
    }
    String said = said(type.group(1), type.group(2), body);
    return said.contains("!") && Stream.of(Fault.values()).anyMatch(f -> said.equals(f + "!"))
        ? said.substring(0, said.length() - 1)
        : "false " + said;
  }

  private static String said(String route, String type, String body) {
    boolean isRouted = route != null;
    return switch (type) {
      case "headers" -> "Headers " + body;
      case "body" -> "Body " + body;
      case "end" -> "End";
      case "retry" -> "Retry";
      case "chunk" -> isRouted ? routed(route, "CHUNK", body) : "Chunk " + body;
      case "websocket" -> isRouted ? routed(route, "WEBSOCKET", body) : "WebSocketText " + body;
      case "websocket-binary" ->
          isRouted ? routed(route, "WEBSOCKET_BINARY", body) : "WebSocketBinary " + body;
      case "msg" -> isRouted ? routed(route, "MSG", body) : "Unknown msg";
      case "join" -> GROUP.matcher(body).matches() ? "Join " + body : "GROUP!";
      case "leave" -> GROUP.matcher(body).matches() ? "Leave " + body : "GROUP!";
      case "noecho" ->
          body.isEmpty() || GROUP.matcher(body).matches() ? "NoEcho " + body : "GROUP!";
      case "echo" -> body.isEmpty() || GROUP.matcher(body).matches() ? "Echo " + body : "GROUP!";
      case "pipe" -> pipe(body);
      case "cache" -> kept("Cache ", body);
      case "fragcache" -> kept("FragCache ", body);
      case "frag" -> body.isEmpty() ? "CACHE!" : "Frag " + body;
      case "socket.io/msg" ->
          isRouted ? routed(route, "SOCKET_IO_MSG", body) : "SocketIo 3 " + body;
      case "socket.io/json" ->
          isRouted ? routed(route, "SOCKET_IO_JSON", body) : "SocketIo 4 " + body;
      case "socket.io/event" ->
          isRouted ? routed(route, "SOCKET_IO_EVENT", body) : "SocketIo 5 " + body;
      case "socket.io/end" -> "SocketIo 0 " + body;
      default -> "Unknown " + shown(type);
    };
  }

  private static String shown(String type) {
    StringBuilder shown = new StringBuilder();
    type.chars().limit(64).forEach(c -> shown.append(c >= ' ' && c <= '~' ? (char) c : '?'));
    return shown.toString();
  }

  private static String routed(String route, String kind, String body) {
    String to = to(route);
    if (to == null) {
      return "ROUTE!";
    }
    return (route.startsWith("@") ? "ToSession " : "ToGroup ") + to + " " + kind + " " + body;
  }

  private static String to(String name) {
    Matcher session = SESSION.matcher(name);
    if (session.matches()) {
      return Sid.of(session.group(1).getBytes(ISO_8859_1)).toString();
    }
    return GROUP.matcher(name).matches() ? name : null;
  }

  private static String pipe(String body) {
    Matcher pipe = PIPE.matcher(body);
    String to = pipe.matches() ? to(pipe.group(1)) : null;
    if (to == null) {
      return "PIPE!";
    }
    String types = "," + pipe.group(2) + ",";
    boolean messages = types.contains(",websocket,");
    boolean bodies = types.contains(",body,");
    return messages || bodies ? "Pipe " + to + " " + messages + " " + bodies : "PIPE!";
  }

  private static String kept(String kind, String body) {
    Matcher kept = CACHE.matcher(body);
    if (!kept.matches()) {
      return "CACHE!";
    }
    long seconds = kept.group(2) == null ? 0 : Long.parseLong(kept.group(2));
    boolean overwrites = kept.group(3) != null && Long.parseLong(kept.group(3)) != 0;
    return kind + kept.group(1) + " " + seconds + " " + overwrites + " " + kept.group(4);
  }
}
