package org.zmqwebbridge.it.mongrel2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import org.zmqwebbridge.kit.Await;

/**
 * One connection of a client's, byte by byte.
 *
 * <p>Owner thread: the test's.
 */
final class Client implements AutoCloseable {
  private final Socket socket;

  Client(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Await.DEADLINE_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Client send(String text) {
    return send(text.getBytes(ISO_8859_1));
  }

  Client send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** The same, whether the server still listens or not. */
  void sendAnyhow(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException ended) {
      // it has ended, which the test will see
    }
  }

  /** A GET for a path, with more headers, each with its line end. */
  Client get(String path, String... headers) {
    return send(
        "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("", headers) + "\r\n");
  }

  /** A POST with a body. */
  Client post(String path, String body) {
    return send(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  /** What comes next is this. */
  void expect(String text) {
    assertEquals(text, read(text.length()));
  }

  String read(int bytes) {
    return new String(readBytes(bytes), ISO_8859_1);
  }

  byte[] readBytes(int bytes) {
    try {
      return socket.getInputStream().readNBytes(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All until it ends, be that with a reset. */
  String readAll() {
    StringBuilder all = new StringBuilder();
    byte[] part = new byte[4096];
    try {
      for (int n = socket.getInputStream().read(part); n >= 0; ) {
        all.append(new String(part, 0, n, ISO_8859_1));
        n = socket.getInputStream().read(part);
      }
    } catch (SocketException reset) {
      return all.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(all.toString(), e);
    }
    return all.toString();
  }

  /** It ends without another byte. */
  void expectEnd() {
    assertEquals("", readAll());
  }

  /** The server refuses with this status, and ends it. */
  void expectRefusal(int status) {
    String answer = readAll();
    assertEquals("HTTP/1.1 " + status, answer.substring(0, Math.min(12, answer.length())), answer);
  }

  /** Says that it sends no more. */
  void halfClose() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it without a word. */
  void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it unless it has ended. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
