package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** Connections that have been there for long enough end, and their clients come back. */
final class LifetimeTest {
  @Test
  @Reaches("deadlines.lifetimeMillis")
  void aWebSocketIsClosed1012() {
    try (TestBridge bridge = TestBridge.configured("deadlines.lifetimeMillis=100");
        RawPage page = bridge.page()) {
      assertEquals(1012, page.closeCode());
      assertEquals(1, bridge.count(Counter.LIFETIMES_OVER));
    }
  }

  @Test
  void aStreamEndsInOrder() throws IOException {
    try (PubService news = new PubService();
        TestBridge bridge =
            TestBridge.configured(
                "deadlines.lifetimeMillis=100",
                "endpoints.news={type: SUB, address: \"" + news.address() + "\"}");
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), bridge.port())) {
      socket.setSoTimeout(Await.DEADLINE_MILLIS);
      socket
          .getOutputStream()
          .write("GET /sub/news HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
      String said = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      assertTrue(said.endsWith("\r\n0\r\n\r\n"), said);
      bridge.awaitCount(Counter.LIFETIMES_OVER, 1);
    }
  }

  @Test
  void aKeptConnectionEndsWithItsNextAnswer() throws IOException {
    try (TestBridge bridge = TestBridge.configured("deadlines.lifetimeMillis=1");
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), bridge.port())) {
      socket.setSoTimeout(Await.DEADLINE_MILLIS);
      Await.await("its answer to be the last", () -> isLast(socket));
      assertEquals(-1, socket.getInputStream().read());
      bridge.awaitCount(Counter.LIFETIMES_OVER, 1);
    }
    try (TestBridge bridge = TestBridge.configured();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), bridge.port())) {
      socket.setSoTimeout(Await.DEADLINE_MILLIS);
      assertFalse(isLast(socket));
    }
  }

  private static boolean isLast(Socket socket) {
    try {
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      while (!said.toString(ISO_8859_1).endsWith("\r\n\r\nok\n")) {
        said.write(socket.getInputStream().read());
      }
      return said.toString(ISO_8859_1).contains("Connection: close\r\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
