package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmqwebbridge.kit.Await;

/**
 * A service that receives and sends exactly what the test tells it to; nothing runs by itself, so
 * it is also the back end that answers nothing.
 *
 * <p>Owner thread: the test's.
 */
public final class RouterService implements AutoCloseable {
  /** The kernel would keep megabytes more for one that is to take little. */
  private static final int SMALL_BUFFER_BYTES = 64 * 1024;

  private static final int FEW = 10;

  private final ZContext context = new ZContext();
  private final ZMQ.Socket router = context.createSocket(SocketType.ROUTER);
  private final int port;

  public RouterService() {
    this(FreePort.find(), 100_000);
  }

  /**
   * At a port of the test's choice.
   *
   * @param highWaterMark how many messages wait here for the test to receive them
   */
  public RouterService(int port, int highWaterMark) {
    this.port = port;
    router.setLinger(0);
    router.setRcvHWM(highWaterMark);
    router.setSndHWM(highWaterMark);
    if (highWaterMark <= FEW) {
      router.setReceiveBufferSize(SMALL_BUFFER_BYTES);
    }
    router.setReceiveTimeOut(Await.DEADLINE_MILLIS);
    router.bind(address());
  }

  public int port() {
    return port;
  }

  public String address() {
    return "tcp://127.0.0.1:" + port;
  }

  /** The next message: peer, route, delimiter, content. */
  public List<byte[]> receive() {
    byte[] first = router.recv();
    if (first == null) {
      throw new AssertionError("nothing came for " + Await.DEADLINE_MILLIS + " ms");
    }
    List<byte[]> frames = new ArrayList<>(List.of(first));
    while (router.hasReceiveMore()) {
      frames.add(router.recv());
    }
    return frames;
  }

  /** The next message, which must be a request with this content. */
  public List<byte[]> receive(String content) {
    List<byte[]> frames = receive();
    assertEquals(4, frames.size(), "peer, route, delimiter, content");
    assertEquals(0, frames.get(2).length);
    assertEquals(content, new String(frames.get(3), UTF_8));
    return frames;
  }

  public void send(List<byte[]> frames) {
    for (int i = 0; i < frames.size(); i++) {
      router.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }
  }

  /** Answers a request, its envelope untouched. */
  public void reply(List<byte[]> request, String... content) {
    List<byte[]> frames = new ArrayList<>(request.subList(0, 3));
    for (String frame : content) {
      frames.add(frame.getBytes(UTF_8));
    }
    send(frames);
  }

  @Override
  public void close() {
    context.close();
  }
}
