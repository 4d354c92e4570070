package org.zmqwebbridge.it.mongrel2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.mongrel2.config.HandlerSpec;

/**
 * A handler on JeroMQ. It is told when the server listens to it, so that nothing of what it says is
 * lost.
 *
 * <p>Owner thread: the test's.
 */
final class JavaHandler implements AutoCloseable {
  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  /** A JeroMQ socket that connects may stall in its handshake, for 30 s unless told otherwise. */
  private static final int STALLED_MILLIS = 300;

  private final ZContext context = new ZContext();
  private final ZMQ.Socket requests;
  private final ZMQ.Socket replies;

  private JavaHandler() {
    requests = context.createSocket(SocketType.PULL);
    replies = context.createSocket(SocketType.XPUB); // a PUB that hears of subscriptions
    context.setLinger(0);
    requests.setReceiveTimeOut(Await.DEADLINE_MILLIS);
    replies.setReceiveTimeOut(Await.DEADLINE_MILLIS);
    replies.setHWM(0);
    requests.setHandshakeIvl(STALLED_MILLIS);
    replies.setHandshakeIvl(STALLED_MILLIS);
  }

  static JavaHandler connect(HandlerSpec spec) {
    JavaHandler handler = speaker(spec);
    assertTrue(handler.requests.connect(spec.sendSpec()));
    return handler;
  }

  /** One that only speaks. */
  static JavaHandler speaker(HandlerSpec spec) {
    JavaHandler handler = new JavaHandler();
    assertTrue(handler.replies.connect(spec.recvSpec()));
    assertNotNull(handler.replies.recv(), "nobody listens at " + spec.recvSpec());
    return handler;
  }

  byte[] hearBytes() {
    byte[] message = requests.recv();
    assertNotNull(message, "the handler is told nothing");
    return message;
  }

  /** What has come already; {@code null}: nothing. */
  byte[] hearsNow() {
    return requests.recv(ZMQ.DONTWAIT);
  }

  /** Serves another server besides. */
  void connectToo(HandlerSpec spec) {
    assertTrue(requests.connect(spec.sendSpec()));
    assertTrue(replies.connect(spec.recvSpec()));
    assertNotNull(replies.recv(), "nobody listens at " + spec.recvSpec());
  }

  Heard hear() {
    return Heard.of(hearBytes());
  }

  /** The next that it hears is that a client has gone. */
  void hearGone(long id) {
    Heard heard = hear();
    assertTrue(heard.isGone(), heard::toString);
    assertEquals(id, heard.id());
    assertEquals("JSON", heard.method());
    assertEquals(1, heard.headers().size());
  }

  /** The bytes of a reply. */
  static String message(String body, long... ids) {
    String list = Arrays.stream(ids).mapToObj(Long::toString).collect(Collectors.joining(" "));
    return Plan.SENDER + " " + list.length() + ":" + list + ", " + body;
  }

  void say(String frame) {
    assertTrue(replies.send(frame.getBytes(ISO_8859_1)));
  }

  /** One message of several frames. */
  void say(String... frames) {
    for (int i = 0; i < frames.length; i++) {
      byte[] frame = frames[i].getBytes(ISO_8859_1);
      assertTrue(i < frames.length - 1 ? replies.sendMore(frame) : replies.send(frame));
    }
  }

  void reply(String body, long... ids) {
    say(message(body, ids));
  }

  /** A small whole answer. */
  void answer(long id) {
    reply(OK, id);
  }

  void kill(long... ids) {
    reply("", ids);
  }

  /** An order, which is a tnetstring. */
  void order(String order, long... ids) {
    String list =
        "X " + Arrays.stream(ids).mapToObj(Long::toString).collect(Collectors.joining(" "));
    say(Plan.SENDER + " " + list.length() + ":" + list + ", " + order);
  }

  /** Grants so many bytes of an upload. */
  void credit(long bytes, long id) {
    String number = Long.toString(bytes);
    String map = "7:credits," + number.length() + ":" + number + "#";
    String list = "3:ctl," + map.length() + ":" + map + "}";
    order(list.length() + ":" + list + "]", id);
  }

  @Override
  public void close() {
    context.close();
  }
}
