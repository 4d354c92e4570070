package org.zmqwebbridge.it.grip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import org.zmqwebbridge.kit.Await;

/**
 * A client of HTTP/1.0 whose answer goes on.
 *
 * <p>Owner thread: the test's.
 */
final class PublishStream implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  PublishStream(int port, String target) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(Await.DEADLINE_MILLIS);
      in = socket.getInputStream();
      socket.getOutputStream().write(("GET " + target + " HTTP/1.0\r\n\r\n").getBytes(UTF_8));
      String head = readUntil("\r\n\r\n");
      assertEquals("HTTP/1.1 200 OK", head.substring(0, head.indexOf('\r')), head);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String readUntil(String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (!text.toString().endsWith(end)) {
      int next = in.read();
      if (next < 0) {
        throw new AssertionError("the stream has ended after: " + text);
      }
      text.append((char) next);
    }
    return text.toString();
  }

  /** What comes next is this. */
  PublishStream expect(String text) {
    try {
      assertEquals(text, new String(in.readNBytes(text.getBytes(UTF_8).length), UTF_8));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void expectEnd() {
    try {
      assertEquals(-1, in.read());
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
