package org.zmqwebbridge.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * A node of one server: takes messages of sessions, and answers them. Pings it answers itself.
 *
 * <p>Owner thread: the one that made it; no other may use it. Lifetime: until {@link #close}.
 */
public final class BlastbeatNode implements AutoCloseable {
  private static final int FRAMES = 3;
  private static final int WAITING = 10_000; // messages while the server is away
  private static final int LINGER_MILLIS = 1_000;
  private static final int HANDSHAKE_MILLIS = 300; // JeroMQ's own patience is for ever
  private static final int RECONNECT_MILLIS = 20;
  private static final byte[] NOTHING = {};

  private final ZContext context = new ZContext();
  private final ZMQ.Socket socket = context.createSocket(SocketType.DEALER);
  private final ZMQ.Poller poller = context.createPoller(1);

  /**
   * A node of a router.
   *
   * @param router an address that the server binds, for example {@code tcp://127.0.0.1:5000}
   * @param identity one of the nodes of a virtual host, by its name there
   */
  public BlastbeatNode(String router, String identity) {
    this(router, identity, socket -> {});
  }

  /**
   * A node with options of its own.
   *
   * @param options sets them before the socket is connected: keys of CURVE, for example
   */
  public BlastbeatNode(String router, String identity, Consumer<ZMQ.Socket> options) {
    socket.setIdentity(identity.getBytes(UTF_8));
    socket.setSndHWM(WAITING);
    socket.setLinger(LINGER_MILLIS);
    socket.setHandshakeIvl(HANDSHAKE_MILLIS);
    socket.setReconnectIVL(RECONNECT_MILLIS);
    options.accept(socket);
    socket.connect(router);
    poller.register(socket, ZMQ.Poller.POLLIN);
    send(Session.NONE, "pong", NOTHING); // unasked, which makes a node available at once
  }

  /**
   * The next message; empty if none comes in time.
   *
   * @throws IllegalArgumentException if the server sends what is no request
   */
  public Optional<NodeMessage> receive(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    long left = millis;
    while (left >= 0 && poller.poll(left) > 0) {
      Optional<NodeMessage> message = take();
      if (message.isPresent()) {
        return message;
      }
      left = (end - System.nanoTime()) / 1_000_000;
    }
    return Optional.empty();
  }

  private Optional<NodeMessage> take() {
    List<byte[]> frames = new ArrayList<>();
    do {
      frames.add(socket.recv());
    } while (socket.hasReceiveMore());
    if (frames.size() != FRAMES) {
      return Optional.empty();
    }
    Session session = Session.of(frames.get(0));
    String type = new String(frames.get(1), ISO_8859_1);
    if (type.equals("ping")) {
      send(session, "pong", NOTHING);
      return Optional.empty();
    }
    return Optional.of(new NodeMessage(session, type, frames.get(2)));
  }

  /** A message of any type. */
  public void send(Session session, String type, byte[] body) {
    socket.sendMore(session.bytes());
    socket.sendMore(type.getBytes(UTF_8));
    socket.send(body);
  }

  /**
   * A whole HTTP response; ends the connection where its client expects that.
   *
   * @param status for example {@code 200 OK}
   * @param headers beside {@code Content-Length}
   */
  public void answer(NodeMessage request, String status, Map<String, String> headers, byte[] body) {
    StringBuilder more = new StringBuilder();
    headers.forEach((name, value) -> more.append("\n").append(name).append(": ").append(value));
    String length = "\nContent-Length: " + body.length;
    if (lines(status + more) != headers.size()) {
      throw new IllegalArgumentException("a header of the answer has a line break in it");
    }
    String head = ("HTTP/1.1 " + status + more + length + "\n\n").replace("\n", "\r\n");
    headers(request.session(), head);
    if (body.length > 0 && !request.variable("REQUEST_METHOD").equals("HEAD")) {
      body(request.session(), body);
    }
    if (request.closes()) {
      end(request.session());
    }
  }

  private static long lines(String text) {
    return text.chars().filter(c -> c == '\n').count()
        + text.chars().filter(c -> c == '\r').count();
  }

  /** The head of a response, as it is, up to its empty line. */
  public void headers(Session session, String head) {
    send(session, "headers", head.getBytes(UTF_8));
  }

  /** Bytes of a response, as they are. */
  public void body(Session session, byte[] bytes) {
    send(session, "body", bytes);
  }

  /** A chunk of a response in chunks; an empty one is the last. */
  public void chunk(Session session, byte[] bytes) {
    send(session, "chunk", bytes);
  }

  /** Ends the session, after what it was sent before. {@code end} comes back. */
  public void end(Session session) {
    send(session, "end", NOTHING);
  }

  /** Gives a request back: another node gets it, with its body. */
  public void retry(Session session) {
    send(session, "retry", NOTHING);
  }

  /** A text to a WebSocket. */
  public void webSocket(Session session, String text) {
    send(session, "websocket", text.getBytes(UTF_8));
  }

  /** Into a group of its virtual host, by a name of 1 to 64 bytes. */
  public void join(Session session, String group) {
    send(session, "join", group.getBytes(UTF_8));
  }

  /** Out of a group; a session leaves all at its end. */
  public void leave(Session session, String group) {
    send(session, "leave", group.getBytes(UTF_8));
  }

  /** The same to all sessions of a group. Its sender need not be a member. */
  public void toGroup(Session sender, String group, String text) {
    send(sender, group + ":websocket", text.getBytes(UTF_8));
  }

  @Override
  public void close() {
    poller.close();
    context.close();
  }
}
