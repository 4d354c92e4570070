package org.zmqwebbridge.edge.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.OpenPort;
import org.zmqwebbridge.edge.Port;
import org.zmqwebbridge.edge.PortConnection;
import org.zmqwebbridge.edge.PortHandler;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** What a dialect hears of a connection of its own that it treats in unusual ways. */
class OwnConnectionTest {
  private final AtomicInteger resumed = new AtomicInteger();
  private final AtomicInteger gone = new AtomicInteger();
  private TestEdge edge;

  /** Does this with what comes. */
  private final class Doing implements PortHandler {
    private final PortConnection connection;
    private final BiConsumer<PortConnection, ByteBuffer> what;

    Doing(PortConnection connection, BiConsumer<PortConnection, ByteBuffer> what) {
      this.connection = connection;
      this.what = what;
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
      what.accept(connection, bytes);
    }

    @Override
    public void onResumed() {
      resumed.incrementAndGet();
    }

    @Override
    public void onTick(long nanoTime) {
      // nothing is late
    }

    @Override
    public void onGone() {
      gone.incrementAndGet();
    }
  }

  private Socket send(EdgeLimits limits, int bytes, BiConsumer<PortConnection, ByteBuffer> what)
      throws IOException {
    edge = new TestEdge(false, limits);
    OpenPort port =
        edge.edge()
            .ports()
            .open(
                new Port(
                    "test",
                    List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                    Optional.empty(),
                    connection -> new Doing(connection, what)));
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.number());
    socket.setSoTimeout(Await.DEADLINE_MILLIS);
    socket.getOutputStream().write(new byte[bytes]);
    return socket;
  }

  @AfterEach
  void close() {
    Await.await("its handler hears that it has ended", () -> gone.get() == 1);
    edge.close();
  }

  @Test
  void theEndIsToldOfOneThatKeepsTooMuchUnread() throws IOException {
    EdgeLimits limits =
        TestEdge.limits(TestEdge.PATIENT.connection().withMaxIncomingBytesInAll(100));
    try (Socket socket =
        send(
            limits,
            200,
            (connection, bytes) -> {
              bytes.get();
              connection.pause();
            })) {
      assertEquals(-1, socket.getInputStream().read());
      assertEquals(1, edge.count(Counter.BODIES_OVERLOADED));
    }
  }

  @Test
  void theEndIsToldOfOneWhoseHandlerFails() throws IOException {
    try (Socket socket =
        send(
            TestEdge.PATIENT,
            1,
            (connection, bytes) -> {
              throw new IllegalStateException("as a test has it");
            })) {
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  @Test
  void whoResumesWhileBytesAreShownHearsThatItWasResumed() throws IOException {
    try (Socket socket =
        send(
            TestEdge.PATIENT,
            1,
            (connection, bytes) -> {
              bytes.position(bytes.limit());
              connection.pause();
              connection.resume();
            })) {
      Await.await("it is resumed", () -> resumed.get() == 1);
      assertEquals(0, socket.getInputStream().available());
    }
  }
}
