package org.zmqwebbridge.demo.service;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * A test's services and the sockets that talk to them.
 *
 * <p>Owner thread: the test's. Lifetime: one test; {@link #close} leaves nothing running.
 */
public final class Peers implements AutoCloseable {
  /** How long a test waits for what must come, in milliseconds. */
  public static final int PATIENCE_MILLIS = 10_000;

  private static final int TRY_MILLIS = 1_000;
  private static final int FIRST_PORT = 20_000;
  private static final int FIRST_GIVEN_AWAY = 32_768;

  private final ZContext context = new ZContext();
  private final List<Outlet> outlets = new ArrayList<>();

  /**
   * An address on loopback that nobody uses, and that no client gets as its own until a service has
   * bound it: systems give away ports from 32,768 on.
   */
  public static String freeAddress() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, FIRST_GIVEN_AWAY);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return "tcp://127.0.0.1:" + socket.getLocalPort();
      } catch (BindException taken) {
        // another
      }
    }
  }

  /** Runs a service until the test ends. */
  public Outlet run(String name, Supplier<Service> services) {
    Outlet outlet = new Outlet(name, "", "", "", services);
    outlets.add(outlet);
    outlet.plugIn();
    return outlet;
  }

  /** A socket that waits {@link #PATIENCE_MILLIS} for a message. */
  public ZMQ.Socket connect(SocketType type, String address) {
    ZMQ.Socket socket = socket(type);
    if (type == SocketType.SUB) {
      socket.subscribe(ZMQ.SUBSCRIPTION_ALL);
    }
    socket.connect(address);
    return socket;
  }

  /**
   * A REQ at a service that has answered it once: what is asked while a connection is being made
   * may be lost with it.
   *
   * @param harmless a request that changes nothing
   */
  public ZMQ.Socket reach(String address, String harmless) {
    for (int tries = PATIENCE_MILLIS / TRY_MILLIS; tries > 0; tries--) {
      ZMQ.Socket req = connect(SocketType.REQ, address);
      req.setReceiveTimeOut(TRY_MILLIS);
      if (ask(req, harmless) != null) {
        req.setReceiveTimeOut(PATIENCE_MILLIS);
        return req;
      }
      req.close();
    }
    throw new AssertionError("nobody answers at " + address);
  }

  /** A bound socket that waits {@link #PATIENCE_MILLIS} for a message. */
  public ZMQ.Socket bind(SocketType type, String address) {
    ZMQ.Socket socket = socket(type);
    socket.bind(address);
    return socket;
  }

  /** Sends a request and returns its reply, or null if none came. */
  public static String ask(ZMQ.Socket req, String request) {
    req.send(request);
    return req.recvStr();
  }

  /** The first message that fits; fails if none comes. */
  public static String await(ZMQ.Socket sub, Predicate<String> fits) {
    while (true) {
      String message = sub.recvStr();
      if (message == null) {
        throw new AssertionError("no such message within " + PATIENCE_MILLIS + " ms");
      }
      if (fits.test(message)) {
        return message;
      }
    }
  }

  @Override
  public void close() {
    outlets.forEach(Outlet::close);
    context.close();
  }

  private ZMQ.Socket socket(SocketType type) {
    ZMQ.Socket socket = context.createSocket(type);
    socket.setReceiveTimeOut(PATIENCE_MILLIS);
    socket.setReconnectIVL(20);
    socket.setHandshakeIvl(300);
    socket.setLinger(0);
    return socket;
  }
}
