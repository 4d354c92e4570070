package org.zmqwebbridge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** A ZeroMQ peer of a gateway, with a context of its own; texts stand for frames. */
final class Peer implements AutoCloseable {
  private static final int DEADLINE_MILLIS = 20_000;

  private final ZMQ.Context context = ZMQ.context(1);
  private final ZMQ.Socket socket;

  Peer(SocketType type) {
    socket = context.socket(type);
    socket.setLinger(0);
    socket.setReceiveTimeOut(DEADLINE_MILLIS);
    socket.setSendTimeOut(DEADLINE_MILLIS);
    // A JeroMQ socket that connects may stall in its handshake, for 30 s unless told otherwise.
    socket.setHandshakeIvl(300);
  }

  /** Binds to a free port of this machine; where it is. */
  ZmqEndpoint bind() {
    assertTrue(socket.bind("tcp://127.0.0.1:*"));
    return ZmqEndpoint.parse(socket.getLastEndpoint());
  }

  void connect(ZmqEndpoint address) {
    assertTrue(socket.connect(address.toString()));
  }

  /** The frames of the next message. */
  List<byte[]> receive() {
    List<byte[]> frames = new ArrayList<>();
    do {
      frames.add(socket.recv());
      assertNotNull(frames.get(0), "nothing came");
    } while (socket.hasReceiveMore());
    return frames;
  }

  /** The same as texts, joined. */
  String receiveText() {
    return text(receive());
  }

  static String text(List<byte[]> frames) {
    return String.join("|", frames.stream().map(frame -> new String(frame, UTF_8)).toList());
  }

  /** Sends the first of these frames of a message that it was sent, and then these texts. */
  void answer(List<byte[]> message, int envelope, String... parts) {
    List<byte[]> frames = new ArrayList<>(message.subList(0, envelope));
    Stream.of(parts).forEach(part -> frames.add(part.getBytes(UTF_8)));
    send(frames);
  }

  void send(String... parts) {
    send(Stream.of(parts).map(part -> part.getBytes(UTF_8)).toList());
  }

  private void send(List<byte[]> frames) {
    for (int i = 0; i < frames.size(); i++) {
      assertTrue(socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0));
    }
  }

  @Override
  public void close() {
    socket.close();
    context.close();
  }
}
