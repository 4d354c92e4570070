package org.zmqwebbridge.handler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * A handler: connected to one server or several, it takes requests, and replies to connections.
 *
 * <p>Owner thread: the one that made it; no other may use it. Lifetime: until {@link #close}.
 */
public final class Mongrel2Handler implements AutoCloseable {
  /** A text of a WebSocket. */
  public static final int TEXT = 1;

  /** The end of a WebSocket. */
  public static final int CLOSE = 8;

  /** The answer to a WebSocket's ping. */
  public static final int PONG = 10;

  /** How many connections one reply may name: {@code limits.handler_targets}. */
  private static final int TARGETS = 128;

  private static final int SHORT_FRAME = 126;
  private static final int LONG_FRAME = 65_536;
  private static final int FIN = 0x80;
  private static final byte[] NOTHING = {};

  private final ZContext context = new ZContext();
  private final ZMQ.Poller poller = context.createPoller(2);
  private final List<Mongrel2Server> servers = new ArrayList<>();

  /**
   * Of one server, by the addresses that it binds.
   *
   * @param sendSpec where it sends requests, for example {@code tcp://127.0.0.1:9997}
   * @param recvSpec where it hears replies
   */
  public Mongrel2Handler(String sendSpec, String recvSpec) {
    connect(sendSpec, recvSpec);
  }

  /** Of one more server. */
  public final void connect(String sendSpec, String recvSpec) {
    Mongrel2Server server = new Mongrel2Server(context, sendSpec, recvSpec);
    servers.add(server);
    poller.register(server.requests, ZMQ.Poller.POLLIN);
    poller.register(server.replies, ZMQ.Poller.POLLIN);
  }

  /**
   * The next request; empty if none comes in time.
   *
   * @throws IllegalArgumentException if a server sends what is no request
   */
  public Optional<Mongrel2Request> receive(long millis) {
    Optional<Mongrel2Request> request = take();
    long end = System.nanoTime() + millis * 1_000_000;
    long left = millis;
    while (request.isEmpty() && left >= 0 && poller.poll(left) > 0) {
      request = take();
      left = (end - System.nanoTime()) / 1_000_000;
    }
    return request;
  }

  /** From each server in turn. */
  private Optional<Mongrel2Request> take() {
    for (int i = 0; i < servers.size(); i++) {
      Collections.rotate(servers, 1);
      Optional<Mongrel2Request> request = servers.get(0).take();
      if (request.isPresent()) {
        return request;
      }
    }
    return Optional.empty();
  }

  /** Bytes to the connection of a request, as they are. */
  public void reply(Mongrel2Request request, byte[] bytes) {
    deliver(request.server(), List.of(request.id()), bytes);
  }

  /** The same bytes to many connections of a server; no bytes end them. */
  public void deliver(Mongrel2Server server, Collection<Long> ids, byte[] bytes) {
    List<Long> all = List.copyOf(ids);
    for (int from = 0; from < all.size(); from += TARGETS) {
      send(server, words(all.subList(from, Math.min(from + TARGETS, all.size()))), bytes);
    }
  }

  /** Ends the connection of a request, after what it was sent before. */
  public void kill(Mongrel2Request request) {
    reply(request, NOTHING);
  }

  /**
   * A whole HTTP response; ends the connection where its client expects that.
   *
   * @param status for example {@code 200 OK}
   * @param headers beside {@code Content-Length}
   */
  public void replyHttp(
      Mongrel2Request request, String status, Map<String, String> headers, byte[] body) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status);
    headers.forEach((name, value) -> head.append("\n").append(name).append(": ").append(value));
    head.append("\nContent-Length: ").append(body.length);
    if (head.indexOf("\r") >= 0
        || head.chars().filter(c -> c == '\n').count() > headers.size() + 1) {
      throw new IllegalArgumentException("a header of the answer has a line break in it");
    }
    byte[] first = (head.toString().replace("\n", "\r\n") + "\r\n\r\n").getBytes(UTF_8);
    reply(request, joined(first, request.method().equals("HEAD") ? NOTHING : body));
    if (request.closes()) {
      kill(request);
    }
  }

  /** JSON to a JSON socket whose route is {@code raw_payload=1}, with the NUL after it. */
  public void replyJson(Mongrel2Request request, String json) {
    reply(request, (json + '\0').getBytes(UTF_8));
  }

  /** Answers a WebSocket's handshake with yes. */
  public void accept(Mongrel2Request request) {
    String head =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + request.text()
            + "\r\n\r\n";
    reply(request, head.getBytes(ISO_8859_1));
  }

  /** An order about connections: a key, and what a tnetstring can say. */
  public void control(Mongrel2Server server, Collection<Long> ids, String key, Object value) {
    send(server, "X " + words(List.copyOf(ids)), Tnetstring.write(List.of(key, value)));
  }

  /** Says that the connection of a request is not idle, whatever the server sees. */
  public void keepAlive(Mongrel2Request request) {
    control(request.server(), List.of(request.id()), "ctl", Map.of("keep-alive", 1));
  }

  /** Takes so many bytes more of an upload that comes in parts. */
  public void credits(Mongrel2Request request, long bytes) {
    control(request.server(), List.of(request.id()), "ctl", Map.of("credits", bytes));
  }

  /** Ends the connection of a request at once; what it is still to be sent is dropped. */
  public void cancel(Mongrel2Request request) {
    control(request.server(), List.of(request.id()), "ctl", Map.of("cancel", 1));
  }

  /** One frame of a WebSocket, for {@link #reply} and {@link #deliver}. */
  public static byte[] frame(int opcode, byte[] data) {
    ByteBuffer head = ByteBuffer.allocate(10).put((byte) (FIN | opcode));
    if (data.length < SHORT_FRAME) {
      head.put((byte) data.length);
    } else if (data.length < LONG_FRAME) {
      head.put((byte) SHORT_FRAME).putShort((short) data.length);
    } else {
      head.put((byte) (SHORT_FRAME + 1)).putLong(data.length);
    }
    byte[] first = new byte[head.position()];
    head.flip().get(first);
    return joined(first, data);
  }

  /** A text as one frame. */
  public static byte[] frame(String text) {
    return frame(TEXT, text.getBytes(UTF_8));
  }

  private static void send(Mongrel2Server server, String ids, byte[] body) {
    byte[] head = (" " + ids.length() + ":" + ids + ", ").getBytes(ISO_8859_1);
    server.replies.send(joined(joined(server.sender(), head), body));
  }

  private static String words(List<Long> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    ByteArrayOutputStream both = new ByteArrayOutputStream(first.length + second.length);
    both.writeBytes(first);
    both.writeBytes(second);
    return both.toByteArray();
  }

  @Override
  public void close() {
    poller.close();
    context.close();
  }
}
