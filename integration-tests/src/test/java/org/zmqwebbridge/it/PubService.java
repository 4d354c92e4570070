package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * A publisher (an XPUB, so that a test can wait for the subscription instead of hoping).
 *
 * <p>Owner thread: the test's.
 */
final class PubService implements AutoCloseable {
  private final ZContext context = new ZContext();
  private final ZMQ.Socket publisher = context.createSocket(SocketType.XPUB);
  private final int port;

  PubService() {
    this(FreePort.find());
  }

  PubService(int port) {
    this.port = port;
    publisher.setLinger(0);
    publisher.setSndHWM(0);
    publisher.setReceiveTimeOut(Await.DEADLINE_MILLIS);
    publisher.bind(address());
  }

  String address() {
    return "tcp://127.0.0.1:" + port;
  }

  int port() {
    return port;
  }

  /** Waits until somebody has subscribed (or, later, unsubscribed). */
  PubService awaitSubscription() {
    assertNotNull(publisher.recv(), "nobody subscribed");
    return this;
  }

  void publish(String... frames) {
    byte[][] bytes = new byte[frames.length][];
    for (int i = 0; i < frames.length; i++) {
      bytes[i] = frames[i].getBytes(UTF_8);
    }
    publish(bytes);
  }

  void publish(byte[]... frames) {
    for (int i = 0; i < frames.length; i++) {
      publisher.send(frames[i], i < frames.length - 1 ? ZMQ.SNDMORE : 0);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
