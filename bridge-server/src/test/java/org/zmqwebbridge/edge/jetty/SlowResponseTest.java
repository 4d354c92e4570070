package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.edge.ConnectionLimits;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** A response may take as long as it likes, while the client takes some of it. */
class SlowResponseTest {
  private static final int HANDSHAKE_MILLIS = 1_000;
  private static final int NARROW = 4096;

  /** More than the buffers of both sides keep. */
  private static final int PAGE_BYTES = 16 << 20;

  @TempDir Path folder;

  @BeforeEach
  void writeAPage() throws IOException {
    Files.write(folder.resolve("large.js"), new byte[PAGE_BYTES]);
  }

  private TestEdge edge(boolean tls, long writeMillis) {
    ConnectionLimits patient = TestEdge.PATIENT.connection();
    EdgeLimits limits =
        new EdgeLimits(
            TestEdge.PATIENT
                .handshake()
                .withMaxRefusedConnections(0)
                .withHandshakeMillis(HANDSHAKE_MILLIS),
            TestEdge.PATIENT
                .connection()
                .withMaxMessageBytes(patient.maxMessageBytes())
                .withMaxFragments(patient.maxFragments())
                .withMaxPingsAtOnce(patient.maxPingsAtOnce())
                .withMaxQueuedBytes(patient.maxQueuedBytes())
                .withMaxQueuedMessages(patient.maxQueuedMessages())
                .withMaxQueuedBytesInAll(patient.maxQueuedBytesInAll())
                .withMaxIncomingBytesInAll(patient.maxIncomingBytesInAll())
                .withPingMillis(patient.pingMillis())
                .withPongMillis(patient.pongMillis())
                .withWriteMillis(writeMillis)
                .withCloseMillis(patient.closeMillis()));
    Pages pages = Pages.of(new Pages.Root.Folder(folder));
    return new TestEdge(tls, limits, new EchoDialect(), Optional.empty(), Optional.of(pages));
  }

  private static Socket asking(TestEdge edge) throws IOException {
    Socket client = edge.connect(NARROW);
    client
        .getOutputStream()
        .write("GET /large.js HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
    client.getOutputStream().flush();
    return client;
  }

  private static void readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertTrue(next >= 0, "ended in its head: " + head);
      head.append((char) next);
    }
    assertTrue(head.toString().startsWith("HTTP/1.1 200 "), head.toString());
    assertTrue(head.toString().contains("Content-Length: " + PAGE_BYTES), head.toString());
  }

  /** Returns when somebody who came just now has been cut: the deadline has passed once more. */
  private static void letTheDeadlinePass(TestEdge edge) throws IOException {
    try (Socket silent = edge.tcp(0)) {
      while (silent.getInputStream().read() >= 0) {
        // an answer such as 408 may come first
      }
    } catch (SocketException reset) {
      // cut too
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLargePageReachesASlowClientWhole(boolean tls) throws IOException {
    try (TestEdge edge = edge(tls, 60_000);
        Socket slow = asking(edge)) {
      InputStream in = slow.getInputStream();
      readHead(in);
      int read = 0;
      for (int i = 0; i < 3; i++) {
        letTheDeadlinePass(edge);
        read += in.readNBytes(1000).length;
      }
      read += in.readNBytes(PAGE_BYTES - read).length;
      assertEquals(PAGE_BYTES, read);
      assertEquals(0, edge.count(Counter.RESPONSES_STALLED));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoTakesNothingOfAResponseIsCut(boolean tls) throws IOException {
    try (TestEdge edge = edge(tls, 300);
        Socket stalled = asking(edge)) {
      readHead(stalled.getInputStream());
      Await.await("the client to be cut", () -> edge.count(Counter.RESPONSES_STALLED) == 1);
      edge.awaitEmpty();
    }
  }

  /** Its deadline begins when the response has ended. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoAsksNothingMoreAfterAResponseIsCut(boolean tls) throws IOException {
    try (TestEdge edge = edge(tls, 60_000);
        Socket client = asking(edge)) {
      readHead(client.getInputStream());
      assertEquals(PAGE_BYTES, client.getInputStream().readNBytes(PAGE_BYTES).length);
      edge.awaitEmpty();
      assertEquals(0, edge.count(Counter.RESPONSES_STALLED));
    }
  }
}
