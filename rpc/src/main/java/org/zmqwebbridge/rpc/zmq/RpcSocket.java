package org.zmqwebbridge.rpc.zmq;

import java.util.ArrayList;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import org.zeromq.ZMonitor;

/**
 * One real ZeroMQ socket, set up so that no peer can kill its I/O thread, announce more than there
 * is memory for, or block its owner.
 *
 * <p>Owner thread: the {@link SocketThread} that opened it. Lifetime: until {@link #close}, or its
 * thread's end.
 */
public final class RpcSocket {
  /**
   * What a peer may send in one frame; the one that sends more is disconnected without an answer.
   */
  public static final int MAX_FRAME_BYTES = 16 * 1024 * 1024;

  private static final int HIGH_WATER_MARK = 1_000;
  private static final int MAX_FRAMES = 64;

  /** See {@link #peerIsThere}: the fresh connections that stall are those that are made at once. */
  private static final int LOOPBACK_HANDSHAKE_MILLIS = 250;

  private static final int HANDSHAKE_MILLIS = 1_000;
  private static final int HEARTBEAT_MILLIS = 5_000;
  private static final int HEARTBEAT_TIMEOUT_MILLIS = 15_000;
  private static final int RECONNECT_MILLIS = 50;
  private static final int RECONNECT_MAX_MILLIS = 2_000;

  private final ZMQ.Socket socket;
  private volatile boolean peerIsThere;

  RpcSocket(ZMQ.Socket socket, int lingerMillis, Runnable wake) {
    this.socket = socket;
    socket.setEventHook(event -> onEvent(event.getEvent(), wake), ZMQ.EVENT_ALL);
    FrameGuard.guard(socket, MAX_FRAME_BYTES);
    socket.setRcvHWM(HIGH_WATER_MARK);
    socket.setSndHWM(HIGH_WATER_MARK);
    socket.setImmediate(false);
    socket.setLinger(lingerMillis);
    socket.setIPv6(true);
    socket.setHandshakeIvl(HANDSHAKE_MILLIS);
    socket.setHeartbeatIvl(HEARTBEAT_MILLIS);
    socket.setHeartbeatTimeout(HEARTBEAT_TIMEOUT_MILLIS);
    socket.setHeartbeatTtl(HEARTBEAT_TIMEOUT_MILLIS);
    socket.setReconnectIVL(RECONNECT_MILLIS);
    socket.setReconnectIVLMax(RECONNECT_MAX_MILLIS);
  }

  /** Runs on JeroMQ's I/O thread, and so does nothing but set a flag and wake the owner. */
  private void onEvent(ZMonitor.Event event, Runnable wake) {
    if (event == ZMonitor.Event.HANDSHAKE_PROTOCOL) {
      peerIsThere = true;
      wake.run();
    } else if (event == ZMonitor.Event.DISCONNECTED) {
      peerIsThere = false;
    }
  }

  /** The kinds of sockets that RPC needs. */
  public enum Kind {
    REQ(SocketType.REQ),
    ROUTER(SocketType.ROUTER),
    PUB(SocketType.PUB);

    private final SocketType type;

    Kind(SocketType type) {
      this.type = type;
    }

    SocketType type() {
      return type;
    }
  }

  ZMQ.Socket socket() {
    return socket;
  }

  /**
   * Whether a connecting socket's peer has shaken hands. JeroMQ lets a socket send as soon as TCP
   * is connected. A few fresh connections in a hundred then stall: when the connection is made and
   * its engine attached in one turn of JeroMQ's poller, the poller drops the engine's registration
   * with the connecter's. {@code handshakeIvl} heals that, and loses what was sent meanwhile.
   */
  public boolean peerIsThere() {
    return peerIsThere;
  }

  /** Connects; JeroMQ goes on trying in the background. */
  public void connect(RpcAddress address) {
    socket.setHandshakeIvl(address.isLoopback() ? LOOPBACK_HANDSHAKE_MILLIS : HANDSHAKE_MILLIS);
    socket.connect(address.text());
  }

  /**
   * Binds.
   *
   * @return the address with its real port
   * @throws IllegalStateException if the address cannot be bound; the message says why
   */
  public String bind(RpcAddress address) {
    try {
      socket.bind(address.text());
    } catch (ZMQException refused) {
      throw new IllegalStateException(
          "cannot bind " + address + ": " + refused.getMessage() + "; is the port taken?", refused);
    }
    return socket.getLastEndpoint();
  }

  /**
   * Sends a message without waiting.
   *
   * @return false if the socket takes nothing now
   */
  public boolean send(List<byte[]> frames) {
    int last = frames.size() - 1;
    for (int i = 0; i <= last; i++) {
      // Only the first frame can be refused.
      if (!socket.send(frames.get(i), ZMQ.DONTWAIT | (i < last ? ZMQ.SNDMORE : 0)) && i == 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Receives a message without waiting. Of a message with more than 64 frames only the first 64 are
   * kept.
   *
   * @return its frames; {@code null} if there is none
   */
  public List<byte[]> receive() {
    byte[] frame = socket.recv(ZMQ.DONTWAIT);
    if (frame == null) {
      return null;
    }
    List<byte[]> frames = new ArrayList<>();
    frames.add(frame);
    while (socket.hasReceiveMore()) {
      frame = socket.recv(ZMQ.DONTWAIT);
      if (frames.size() < MAX_FRAMES) {
        frames.add(frame);
      }
    }
    return frames;
  }

  /** Takes in what a socket that receives nothing still has to see: subscriptions, lost peers. */
  public void takeIn() {
    socket.getEvents();
  }

  /** Closes it; what is not sent yet is lost after the linger time. */
  public void close() {
    socket.close();
  }
}
