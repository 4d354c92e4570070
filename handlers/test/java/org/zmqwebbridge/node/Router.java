package org.zmqwebbridge.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * The server's side of one node, a ROUTER that says what the server would.
 *
 * <p>Owner thread: the test's. Lifetime: until {@link #close}.
 */
final class Router implements AutoCloseable {
  static final String SID = "000102030405060708090a0b0c0d3a0f"; // with a colon in it
  private static final int DEADLINE_MILLIS = 30_000;

  final ZContext context = new ZContext();
  private final ZMQ.Socket socket = context.createSocket(SocketType.ROUTER);
  private final int port;

  Router() {
    socket.setLinger(0);
    socket.setReceiveTimeOut(DEADLINE_MILLIS);
    port = socket.bindToRandomPort("tcp://127.0.0.1");
  }

  String address() {
    return "tcp://127.0.0.1:" + port;
  }

  /** Says a message of the session {@link #SID}, or of none. */
  void say(String sid, String type, byte[] body) {
    frames(HexFormat.of().parseHex(sid), bytes(type), body);
  }

  void frames(byte[]... frames) {
    socket.sendMore("foobar1");
    for (int i = 0; i < frames.length; i++) {
      socket.send(frames[i], i == frames.length - 1 ? 0 : ZMQ.SNDMORE);
    }
  }

  /** A request with these variables, name after name. */
  void request(String... words) {
    say(SID, "uwsgi", packet(words));
  }

  /** As the server writes it. */
  static byte[] packet(String... words) {
    ByteBuffer bytes = ByteBuffer.allocate(65_536).order(ByteOrder.LITTLE_ENDIAN).position(4);
    for (String word : words) {
      bytes.putShort((short) word.length()).put(bytes(word));
    }
    bytes.putShort(1, (short) bytes.position());
    byte[] packet = new byte[bytes.position()];
    bytes.flip().get(packet);
    return packet;
  }

  /** The node says just this: its session, the type, and the body if there is one. */
  void expect(String... frames) {
    List<String> heard = new ArrayList<>();
    do {
      byte[] frame = socket.recv();
      assertNotNull(frame, "the node says nothing");
      heard.add(
          heard.size() == 1 ? HexFormat.of().formatHex(frame) : new String(frame, ISO_8859_1));
    } while (socket.hasReceiveMore());
    List<String> expected = new ArrayList<>(List.of(frames));
    expected.add(0, "foobar1");
    while (expected.size() < 4) {
      expected.add("");
    }
    assertEquals(expected, heard);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  @Override
  public void close() {
    context.close();
  }
}
