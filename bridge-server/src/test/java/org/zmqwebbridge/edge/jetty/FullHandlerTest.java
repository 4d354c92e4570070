package org.zmqwebbridge.edge.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.observe.Counter;

/** A handler that is full is not read to, over real sockets; and then it goes on. */
class FullHandlerTest {
  private static final int MESSAGE = 64 << 10;

  /** More than the network's buffers between a client and the bridge can hold. */
  private static final int MUCH = 64 << 20;

  private static ByteBuffer message() {
    return ByteBuffer.wrap(Frames.text("x".repeat(MESSAGE)));
  }

  @Test
  void aClientOfAFullHandlerCannotGoOnWriting() throws Exception {
    FillingDialect dialect = new FillingDialect(1);
    try (TestEdge edge = new TestEdge(false, TestEdge.PATIENT, dialect);
        RawClient opened = RawClient.open(edge, Way.CLEAR_WHOLE, 0)) {
      Connection connection = dialect.nextConnection();
      SocketChannel client = opened.channel();
      client.configureBlocking(false);
      ByteBuffer message = message();
      long written = 0;
      boolean stalled = false;
      while (written < MUCH && !stalled) {
        int now = client.write(message);
        written += now;
        stalled = now == 0 && edge.count(Counter.READS_PAUSED) == 1;
        if (!message.hasRemaining()) {
          message.rewind();
        }
      }
      assertTrue(stalled, "all was read, although the handler was full after one message");
      int before = dialect.heard();
      assertTrue(before <= 16, "one turn's reading: " + before);
      connection.readOn();
      assertEquals(1, edge.count(Counter.READS_PAUSED), "it is still full, and nothing changes");
      dialect.empty();
      connection.readOn();
      Await.await("it goes on", () -> dialect.heard() > before);
      opened.cut();
      Await.await(
          "its end is seen after what it wrote",
          () -> {
            dialect.empty();
            connection.readOn();
            return edge.edge().connections() == 0;
          });
    }
  }

  /** Each end of fullness races with the reader that is about to notice the fullness. */
  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  void everyMessageIsHeardHoweverOftenTheHandlerIsFull(boolean tls) throws Exception {
    int count = 3_000;
    FillingDialect dialect = new FillingDialect(1);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (TestEdge edge = new TestEdge(tls, TestEdge.PATIENT, dialect);
        RawClient client = RawClient.open(edge, tls)) {
      Connection connection = dialect.nextConnection();
      Future<?> writing =
          other.submit(
              () -> {
                for (int i = 0; i < count; i++) {
                  client.write(Frames.text("x"));
                }
              });
      Await.await(
          "all is heard",
          () -> {
            if (dialect.isFull()) {
              dialect.empty();
              connection.readOn();
            }
            return dialect.heard() == count;
          });
      dialect.empty();
      connection.readOn();
      writing.get();
      assertTrue(edge.count(Counter.READS_PAUSED) > 0);
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void aFullHandlerDoesNotKeepItsConnectionFromClosing() {
    FillingDialect dialect = new FillingDialect(1);
    try (TestEdge edge = new TestEdge(false, TestEdge.PATIENT, dialect)) {
      RawClient client = RawClient.open(edge, false);
      Connection connection = dialect.nextConnection();
      client.write(Frames.text("x"));
      Await.await("reading is paused", () -> edge.count(Counter.READS_PAUSED) == 1);
      connection.close(CloseReason.SHUTDOWN);
      client.expectClosed(1012);
      assertFalse(dialect.empty() == 0);
    }
  }
}
