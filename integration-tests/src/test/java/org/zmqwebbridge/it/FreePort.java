package org.zmqwebbridge.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import org.zmqwebbridge.kit.Await;

/**
 * Finds loopback ports that nobody listens on, below those that the system gives to outgoing
 * connections: a service that is away for a while finds its port free when it comes back.
 */
public final class FreePort {
  private static final int COUNT = 6_500;

  /** Processes that run tests at the same time, at most three, have a range each below 32768. */
  private static final int FIRST = 12_000 + (Integer.getInteger("zwb.fork", 1) - 1) * COUNT;

  private static final AtomicInteger next =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private FreePort() {}

  /** Another one each time: those that were found before may not be bound yet. */
  public static int find() {
    while (true) {
      int port = FIRST + next.getAndIncrement() % COUNT;
      try (Socket probe = new Socket()) { // a listening one could be inherited, by a new process
        probe.setReuseAddress(true);
        probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (IOException taken) {
        // then another
      }
    }
  }

  /**
   * Binds a ZeroMQ socket where another may just have been: for a moment, a process that is being
   * started keeps what it has inherited.
   */
  public static void bind(ZMQ.Socket socket, String address) {
    Await.await(address + " to be free", () -> tryToBind(socket, address));
  }

  private static boolean tryToBind(ZMQ.Socket socket, String address) {
    try {
      return socket.bind(address);
    } catch (ZMQException e) {
      if (e.getErrorCode() == ZMQ.Error.EADDRINUSE.getCode()) {
        return false;
      }
      throw e;
    }
  }

  /** An address for a bridge or a service to bind. */
  public static String address() {
    return "tcp://127.0.0.1:" + find();
  }
}
