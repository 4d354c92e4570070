package org.zmqwebbridge.it.grip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Opening;

/**
 * A request whose answer is read byte by byte.
 *
 * <p>Owner thread: the test's.
 */
final class HeldRequest implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  /** Sends one; its answer is not read yet. */
  HeldRequest(int port, String target, String... lines) {
    this(port, "GET " + target + " HTTP/1.1", "", List.of(lines));
  }

  /**
   * Sends one.
   *
   * @param line its first, for example {@code POST / HTTP/1.0}
   */
  static HeldRequest of(int port, String line, String body) {
    return new HeldRequest(port, line, body, List.of());
  }

  private HeldRequest(int port, String first, String body, List<String> lines) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(Await.DEADLINE_MILLIS);
      in = new BufferedInputStream(socket.getInputStream());
      StringBuilder text = new StringBuilder(first + "\r\n");
      text.append("Host: 127.0.0.1:").append(port).append("\r\n");
      for (String line : lines) {
        text.append(line).append("\r\n");
      }
      if (!body.isEmpty()) {
        text.append("Content-Length: ").append(body.length()).append("\r\n");
      }
      text.append("\r\n").append(body);
      socket.getOutputStream().write(text.toString().getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The head of its answer, which has this status. */
  String head(int status) {
    try {
      String head = Opening.head(in);
      assertEquals("HTTP/1.1 " + status, head.substring(0, "HTTP/1.1 200".length()), head);
      return head;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next bytes of a body in chunks, which are these; however they are cut. */
  HeldRequest expect(String text) {
    StringBuilder got = new StringBuilder();
    while (got.length() < text.length()) {
      String chunk = chunk();
      if (chunk.isEmpty()) {
        break;
      }
      got.append(chunk);
    }
    assertEquals(text, got.toString());
    return this;
  }

  /** The next chunk; empty at the end. */
  String chunk() {
    int length = Integer.parseInt(line(), 16);
    String data = bytes(length);
    assertEquals("", line());
    return data;
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    for (int c = read(); c != '\n' && c >= 0; c = read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private int read() {
    try {
      return in.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** So many bytes as they come. */
  String bytes(int count) {
    try {
      return new String(in.readNBytes(count), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All until the connection ends. */
  String rest() {
    try {
      return new String(in.readAllBytes(), ISO_8859_1);
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
