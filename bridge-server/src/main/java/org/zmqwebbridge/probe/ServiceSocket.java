package org.zmqwebbridge.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.zmq.BlockingSocket;
import org.zmqwebbridge.zmq.Security;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/**
 * Straight to a ZeroMQ socket, without a bridge.
 *
 * <p>Owner thread: its maker's.
 */
final class ServiceSocket implements ProbeSocket {
  private static final byte[] DELIMITER = {};

  private final Role role;
  private final ZmqEndpoint at;
  private final boolean isBound;
  private final BlockingSocket socket;

  private ServiceSocket(Role role, ZmqEndpoint at, boolean isBound, BlockingSocket socket) {
    this.role = role;
    this.at = at;
    this.isBound = isBound;
    this.socket = socket;
  }

  /**
   * Connects, or binds.
   *
   * @param address {@code tcp://HOST:PORT}, {@code ipc:///PATH}; bound, also {@code tcp://*:PORT}
   * @throws IllegalArgumentException if it is no address
   */
  static ServiceSocket open(Role role, String address, boolean isBound, Security security) {
    ZmqEndpoint at =
        isBound ? ZmqEndpoint.parseBound(address) : ZmqEndpoint.parseConnected(address);
    return new ServiceSocket(
        role,
        at,
        isBound,
        isBound
            ? BlockingSocket.bound(role.underneath(), at)
            : BlockingSocket.connected(role.underneath(), at, security));
  }

  void subscribe(byte[] topic) {
    socket.subscribe(topic);
  }

  @Override
  public void send(List<byte[]> message, Duration patience) {
    if (role == Role.PUB && !socket.awaitSubscriber(patience)) {
      throw new IllegalStateException("nothing was published: " + silence());
    }
    if (!socket.send(role == Role.REQ ? delimited(message) : message, patience)) {
      throw new IllegalStateException("nothing was sent: " + silence());
    }
  }

  private static List<byte[]> delimited(List<byte[]> message) {
    List<byte[]> parts = new ArrayList<>();
    parts.add(DELIMITER);
    parts.addAll(message);
    return parts;
  }

  @Override
  public Optional<List<byte[]>> receive(Duration patience) {
    Optional<List<byte[]>> message = socket.receive(patience);
    return role == Role.REQ ? message.map(this::undelimited) : message;
  }

  private List<byte[]> undelimited(List<byte[]> parts) {
    if (parts.size() < 2 || parts.get(0).length > 0) {
      throw new IllegalStateException(
          at + " answers without the empty part that a REP begins with: is it a REP?");
    }
    return parts.subList(1, parts.size());
  }

  @Override
  public String silence() {
    if (!socket.hadPeer()) {
      return isBound
          ? "nobody connects to " + at
          : "nobody listens at " + at + ": is the service running, and bound there?";
    }
    return switch (role) {
      case REQ -> at + " is there, and does not reply: is it a REP, and is it busy?";
      case SUB -> at + " is there, and publishes nothing that begins so: is it a PUB?";
      case PUB -> at + " is there, and subscribes to nothing: is it a SUB?";
      case PUSH -> at + " is there, and takes nothing: is it a PULL?";
    };
  }

  @Override
  public void close() {
    socket.close();
  }
}
