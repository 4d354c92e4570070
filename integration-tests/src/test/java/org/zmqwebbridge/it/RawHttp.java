package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import org.zmqwebbridge.kit.Await;

/**
 * One connection of HTTP/1.1, byte by byte.
 *
 * <p>Owner thread: the test's.
 */
final class RawHttp implements AutoCloseable {
  private final Socket socket;

  RawHttp(TestBridge bridge) {
    this(bridge.port());
  }

  RawHttp(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(Await.DEADLINE_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the head of an answer. */
  String expectHead(int status) {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      String next = read(1);
      assertEquals(1, next.length(), head::toString);
      head.append(next);
    }
    assertEquals("HTTP/1.1 " + status, head.substring(0, 12), head::toString);
    return head.toString();
  }

  /** What comes next is this. */
  void expect(String text) {
    assertEquals(text, read(text.length()));
  }

  private String read(int bytes) {
    try {
      return new String(socket.getInputStream().readNBytes(bytes), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
