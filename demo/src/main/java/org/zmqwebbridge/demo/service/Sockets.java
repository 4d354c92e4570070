package org.zmqwebbridge.demo.service;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import org.zmqwebbridge.rpc.zmq.FrameGuard;

/**
 * Opens a service's ZeroMQ sockets, with options that bear hostile peers and short outages.
 *
 * <p>Owner thread: the service's. Lifetime: until {@link #close}, which closes every socket.
 */
public final class Sockets implements AutoCloseable {
  /** How long a receive waits before it returns nothing, in milliseconds. */
  public static final int RECEIVE_TIMEOUT_MILLIS = 100;

  private static final long MAX_FRAME_BYTES = 1 << 20;
  private static final Duration BIND_PATIENCE = Duration.ofSeconds(5);
  private static final Duration BIND_PAUSE = Duration.ofMillis(20);

  private final ZContext context = new ZContext();

  /**
   * A socket bound to an address. An address whose last owner has just gone is tried for 5 s.
   *
   * @param address for example {@code tcp://127.0.0.1:10001}
   * @throws ZMQException if the address stays taken
   */
  public ZMQ.Socket bind(SocketType type, String address) {
    ZMQ.Socket socket = open(type);
    long end = System.nanoTime() + BIND_PATIENCE.toNanos();
    while (true) {
      try {
        socket.bind(address);
        return socket;
      } catch (ZMQException taken) {
        if (System.nanoTime() - end > 0) {
          throw taken;
        }
        LockSupport.parkNanos(BIND_PAUSE.toNanos());
      }
    }
  }

  /** A socket connected to an address. */
  public ZMQ.Socket connect(SocketType type, String address) {
    ZMQ.Socket socket = open(type);
    socket.connect(address);
    return socket;
  }

  /** The last frame of the next message, as UTF-8; null if none came in time. */
  public static String receiveLast(ZMQ.Socket socket) {
    String frame = socket.recvStr();
    while (frame != null && socket.hasReceiveMore()) {
      frame = socket.recvStr();
    }
    return frame;
  }

  @Override
  public void close() {
    context.close();
  }

  private ZMQ.Socket open(SocketType type) {
    ZMQ.Socket socket = context.createSocket(type);
    FrameGuard.guard(socket, MAX_FRAME_BYTES);
    socket.setLinger(0);
    socket.setReceiveTimeOut(RECEIVE_TIMEOUT_MILLIS);
    socket.setHandshakeIvl(1_000);
    socket.setHeartbeatIvl(5_000);
    socket.setHeartbeatTimeout(15_000);
    return socket;
  }
}
