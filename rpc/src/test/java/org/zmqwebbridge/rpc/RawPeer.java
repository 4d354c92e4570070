package org.zmqwebbridge.rpc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** A plain ZeroMQ socket for tests: knows nothing of RPC. */
final class RawPeer implements AutoCloseable {
  private static final int RECEIVE_MILLIS = 20_000;

  /** A few of JeroMQ's connections in a hundred stall in the handshake; this heals them. */
  private static final int HANDSHAKE_MILLIS = 300;

  private final ZMQ.Context context = ZMQ.context(1);
  final ZMQ.Socket socket;

  private RawPeer(SocketType type) {
    socket = context.socket(type);
    socket.setLinger(0);
    socket.setHandshakeIvl(HANDSHAKE_MILLIS);
    socket.setReceiveTimeOut(RECEIVE_MILLIS);
  }

  static RawPeer connected(SocketType type, String address) {
    RawPeer peer = new RawPeer(type);
    peer.socket.connect(address);
    return peer;
  }

  static RawPeer bound(SocketType type) {
    RawPeer peer = new RawPeer(type);
    peer.socket.bind("tcp://127.0.0.1:*");
    return peer;
  }

  String address() {
    return socket.getLastEndpoint();
  }

  void send(byte[]... frames) {
    for (int i = 0; i < frames.length; i++) {
      socket.send(frames[i], i < frames.length - 1 ? ZMQ.SNDMORE : 0);
    }
  }

  void send(String... frames) {
    byte[][] bytes = new byte[frames.length][];
    for (int i = 0; i < frames.length; i++) {
      bytes[i] = frames[i].getBytes(StandardCharsets.UTF_8);
    }
    send(bytes);
  }

  /** The next message's frames, waiting for it; fails if none comes. */
  List<byte[]> receiveBytes() {
    List<byte[]> frames = new ArrayList<>();
    do {
      byte[] frame = socket.recv();
      if (frame == null) {
        throw new AssertionError("nothing received within " + RECEIVE_MILLIS + " ms");
      }
      frames.add(frame);
    } while (socket.hasReceiveMore());
    return frames;
  }

  /** The same as text. */
  List<String> receive() {
    return receiveBytes().stream().map(frame -> new String(frame, StandardCharsets.UTF_8)).toList();
  }

  String ask(String request) {
    send(request);
    return receive().get(0);
  }

  @Override
  public void close() {
    socket.close();
    context.close();
  }
}
