package org.zmqwebbridge.it.blastbeat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/**
 * A node on JeroMQ: hears and says what a test tells it to; it answers pings while it listens.
 *
 * <p>Owner thread: the test's.
 */
final class JavaNode implements AutoCloseable {
  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n";

  /** No session's. */
  static final String NOBODY = "0".repeat(16);

  /** A JeroMQ socket that connects may stall in its handshake, for 30 s unless told otherwise. */
  private static final int STALLED_MILLIS = 300;

  private static final int AGAIN_MILLIS = 20;

  private final ZContext context = new ZContext();
  private final ZMQ.Socket socket;
  private final List<String> pings = new ArrayList<>();

  private JavaNode(String name, int mostUnread) {
    socket = context.createSocket(SocketType.DEALER);
    context.setLinger(0);
    socket.setIdentity(name.getBytes(ISO_8859_1));
    socket.setReceiveTimeOut(Await.DEADLINE_MILLIS);
    socket.setHandshakeIvl(STALLED_MILLIS);
    socket.setReconnectIVL(AGAIN_MILLIS);
    socket.setRcvHWM(mostUnread);
    socket.setSndHWM(0);
  }

  /** One that has connected, and says nothing. */
  static JavaNode silent(String address, String name) {
    return silent(address, name, 0);
  }

  /** One that takes little that it does not read; 0: any number of messages. */
  static JavaNode silent(String address, String name, int mostUnread) {
    JavaNode node = new JavaNode(name, mostUnread);
    assertTrue(node.socket.connect(address));
    return node;
  }

  /** One whose socket has options of its own, such as what proves who it is. */
  static JavaNode with(Consumer<ZMQ.Socket> options, String address, String name) {
    JavaNode node = new JavaNode(name, 0);
    options.accept(node.socket);
    assertTrue(node.socket.connect(address));
    return node;
  }

  /** One that is available. */
  static JavaNode start(Beat beat, String name) {
    return silent(beat.address(), name).arrive(beat);
  }

  /** Says that it is there, and returns when that was heard. */
  JavaNode arrive(Beat beat) {
    say("", "pong", "");
    sync(beat);
    return this;
  }

  /** Returns when all that it has said was heard. */
  void sync(Beat beat) {
    long before = beat.count(Counter.BLASTBEAT_STALE);
    say(NOBODY, "pong-was-heard", "");
    beat.awaitCount(Counter.BLASTBEAT_STALE, before + 1);
  }

  // Hears

  /** The next message that is no ping. */
  Heard hear() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Await.DEADLINE_MILLIS);
    while (true) {
      assertTrue(System.nanoTime() - end < 0, "the node is told nothing but pings");
      Heard next = hearAny();
      if (next.type().equals("ping")) {
        say("", "pong", "");
      }
      if (!next.sid().isEmpty()) {
        return next;
      }
      pings.add(next.type());
    }
  }

  /** The next message, whichever it is. */
  Heard hearAny() {
    Heard next = read(ZMsg.recvMsg(socket));
    assertNotNull(next, "the node is told nothing");
    return next;
  }

  private static Heard read(ZMsg message) {
    if (message == null) {
      return null;
    }
    assertEquals(3, message.size());
    return new Heard(text(message), text(message), text(message));
  }

  private static String text(ZMsg message) {
    return new String(message.pop().getData(), ISO_8859_1);
  }

  /** The next is of this type. */
  Heard hear(String type) {
    Heard heard = hear();
    assertEquals(type, heard.type(), heard::toString);
    return heard;
  }

  /** The next is this. */
  void hear(String sid, String type, String body) {
    assertNotNull(hear().expect(sid, type, body));
  }

  /** What it was told in messages of no session. */
  List<String> pings() {
    return pings;
  }

  /**
   * Nothing has come besides pings; whatever was sent before a message that was heard would have.
   */
  void hearsNothingNow() {
    for (ZMsg next = ZMsg.recvMsg(socket, ZMQ.DONTWAIT);
        next != null;
        next = ZMsg.recvMsg(socket, ZMQ.DONTWAIT)) {
      Heard heard = read(next);
      assertEquals("", heard.sid(), heard::toString);
    }
  }

  // Says

  void say(String... frames) {
    for (int i = 0; i < frames.length; i++) {
      byte[] frame = frames[i].getBytes(ISO_8859_1);
      assertTrue(i < frames.length - 1 ? socket.sendMore(frame) : socket.send(frame));
    }
  }

  /** A small whole answer. */
  void answer(String sid) {
    answer(sid, "ok");
  }

  void answer(String sid, String body) {
    say(sid, "headers", "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n");
    say(sid, "body", body);
  }

  /** Hears one request, and answers it; its sid. */
  String serve() {
    Heard heard = hear("uwsgi");
    answer(heard.sid());
    return heard.sid();
  }

  /** Its connection ends. */
  @Override
  public void close() {
    context.close();
  }
}
