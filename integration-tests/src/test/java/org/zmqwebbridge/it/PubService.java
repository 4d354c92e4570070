package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmqwebbridge.kit.Await;

/**
 * A publisher (an XPUB, so that a test can wait for the subscription instead of hoping).
 *
 * <p>Owner thread: the test's.
 */
public final class PubService implements AutoCloseable {
  private final ZContext context = new ZContext();
  private final ZMQ.Socket publisher = context.createSocket(SocketType.XPUB);
  private final int port;

  public PubService() {
    this(FreePort.find());
  }

  public PubService(int port) {
    this.port = port;
    publisher.setLinger(0);
    publisher.setSndHWM(0);
    publisher.setReceiveTimeOut(Await.DEADLINE_MILLIS);
    FreePort.bind(publisher, address());
  }

  public String address() {
    return "tcp://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /** Waits until somebody has subscribed (or, later, unsubscribed). */
  public PubService awaitSubscription() {
    assertNotNull(publisher.recv(), "nobody subscribed");
    return this;
  }

  public void publish(String... frames) {
    byte[][] bytes = new byte[frames.length][];
    for (int i = 0; i < frames.length; i++) {
      bytes[i] = frames[i].getBytes(UTF_8);
    }
    publish(bytes);
  }

  public void publish(byte[]... frames) {
    for (int i = 0; i < frames.length; i++) {
      publisher.send(frames[i], i < frames.length - 1 ? ZMQ.SNDMORE : 0);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
