package org.zmqwebbridge.blastbeat.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads type and body of one message of a node's.
 *
 * <p>Owner thread: the caller's; one for each message.
 */
final class NodeMessageReader {
  private static final int MAX_SHOWN = 64;
  private static final char SESSION = '@';

  private final Sid sid;
  private final String type;
  private final String route; // null if it has none
  private final byte[] body;

  /**
   * @param sid {@code null} if there is none
   */
  NodeMessageReader(Sid sid, byte[] type, byte[] body) {
    String whole = new String(type, ISO_8859_1);
    int colon = whole.lastIndexOf(':'); // of a session's name there may be some before
    this.sid = sid;
    this.type = whole.substring(colon + 1);
    this.route = colon < 0 ? null : whole.substring(0, colon);
    this.body = body;
  }

  boolean isPong() {
    return type.equals("pong");
  }

  /** Of the types that can go elsewhere only; all others are for the session itself. */
  NodeMessage read() throws MalformedNodeMessageException {
    return switch (type) {
      case "headers" -> new NodeMessage.Headers(body);
      case "body" -> new NodeMessage.Body(body);
      case "chunk" -> route == null ? new NodeMessage.Chunk(body) : routed(RoutedKind.CHUNK);
      case "end" -> new NodeMessage.End();
      case "websocket" ->
          route == null ? new NodeMessage.WebSocketText(body) : routed(RoutedKind.WEBSOCKET);
      case "websocket-binary" ->
          route == null
              ? new NodeMessage.WebSocketBinary(body)
              : routed(RoutedKind.WEBSOCKET_BINARY);
      case "msg" -> route == null ? unknown() : routed(RoutedKind.MSG);
      case "retry" -> new NodeMessage.Retry();
      default -> rare();
    };
  }

  private NodeMessage rare() throws MalformedNodeMessageException {
    return switch (type) {
      case "join" -> new NodeMessage.Join(group());
      case "leave" -> new NodeMessage.Leave(group());
      case "noecho" -> new NodeMessage.NoEcho(groupOrNone());
      case "echo" -> new NodeMessage.Echo(groupOrNone());
      case "pipe" -> pipe();
      case "cache" -> new NodeMessage.Cache(line(), rest());
      case "fragcache" -> new NodeMessage.FragCache(line(), rest());
      case "frag" -> new NodeMessage.Frag(key());
      case "socket.io/msg" -> packet(RoutedKind.SOCKET_IO_MSG);
      case "socket.io/json" -> packet(RoutedKind.SOCKET_IO_JSON);
      case "socket.io/event" -> packet(RoutedKind.SOCKET_IO_EVENT);
      case "socket.io/end" -> new NodeMessage.SocketIo(SocketIoKind.DISCONNECT, body);
      default -> unknown();
    };
  }

  private NodeMessage packet(RoutedKind kind) throws MalformedNodeMessageException {
    return route == null ? new NodeMessage.SocketIo(kind.packet(), body) : routed(kind);
  }

  private NodeMessage unknown() {
    String shown = type.length() > MAX_SHOWN ? type.substring(0, MAX_SHOWN) : type;
    return new NodeMessage.Unknown(shown.replaceAll("[^ -~]", "?"));
  }

  private String text() {
    return new String(body, ISO_8859_1);
  }

  private MalformedNodeMessageException wrong(Fault fault, String why) {
    return new MalformedNodeMessageException(fault, why, sid);
  }

  private NodeMessage routed(RoutedKind kind) throws MalformedNodeMessageException {
    Destination to = destination(route, Fault.ROUTE);
    return to instanceof Destination.Session session
        ? new NodeMessage.ToSession(session.sid(), kind, body)
        : new NodeMessage.ToGroup(((Destination.Group) to).name(), kind, body);
  }

  private Destination destination(String name, Fault fault) throws MalformedNodeMessageException {
    if (isGroup(name)) {
      return new Destination.Group(name);
    }
    Sid session =
        name.length() == 1 + Sid.BYTES && name.charAt(0) == SESSION
            ? Sid.of(name.substring(1).getBytes(ISO_8859_1))
            : null;
    if (session == null) {
      throw wrong(
          fault,
          "it is for neither a group nor a session: before the colon is a name of 1 to "
              + Destination.MAX_GROUP_BYTES
              + " bytes, or @ and the "
              + Sid.BYTES
              + " bytes of a session");
    }
    return new Destination.Session(session);
  }

  private static boolean isGroup(String name) {
    return !name.isEmpty()
        && name.length() <= Destination.MAX_GROUP_BYTES
        && name.charAt(0) != SESSION;
  }

  private String group() throws MalformedNodeMessageException {
    String name = text();
    if (!isGroup(name)) {
      throw wrong(
          Fault.GROUP,
          "the name of a group is 1 to "
              + Destination.MAX_GROUP_BYTES
              + " bytes, and begins with no @");
    }
    return name;
  }

  private Optional<String> groupOrNone() throws MalformedNodeMessageException {
    return body.length == 0 ? Optional.empty() : Optional.of(group());
  }

  /** {@code DESTINATION:TYPE,TYPE}. What is none of its types means nothing, as in BlastBeat. */
  private NodeMessage pipe() throws MalformedNodeMessageException {
    String text = text();
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw wrong(Fault.PIPE, "a pipe is a group or @ and a session, a colon, and types");
    }
    Destination to = destination(text.substring(0, colon), Fault.PIPE);
    List<String> types = List.of(text.substring(colon + 1).split(",", -1));
    boolean messages = types.contains("websocket");
    boolean bodies = types.contains("body");
    if (!messages && !bodies) {
      throw wrong(Fault.PIPE, "a pipe is for websocket, body or both");
    }
    return new NodeMessage.Pipe(to, messages, bodies);
  }

  private int lineEnd() throws MalformedNodeMessageException {
    for (int i = 0; i < Math.min(body.length, CacheLine.MAX_BYTES + 2); i++) {
      if (body[i] == '\n') {
        return i;
      }
    }
    throw wrong(Fault.CACHE, "its first line, KEY SECONDS FLAGS, has no end, or is too long");
  }

  private CacheLine line() throws MalformedNodeMessageException {
    int end = lineEnd();
    int length = end > 0 && body[end - 1] == '\r' ? end - 1 : end;
    CacheLine line = CacheLine.read(new String(body, 0, length, ISO_8859_1));
    if (line == null) {
      throw wrong(Fault.CACHE, "its first line is not KEY SECONDS FLAGS, with single spaces");
    }
    return line;
  }

  private byte[] rest() throws MalformedNodeMessageException {
    return Arrays.copyOfRange(body, lineEnd() + 1, body.length);
  }

  private String key() throws MalformedNodeMessageException {
    if (body.length == 0 || body.length > CacheLine.MAX_BYTES) {
      throw wrong(Fault.CACHE, "a key is 1 to " + CacheLine.MAX_BYTES + " bytes");
    }
    return text();
  }
}
