package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One HTTP request on a connection of its own, as raw as may be, and its answer. */
final class RelayClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;

  /**
   * An answer.
   *
   * @param headers by lower-case names
   */
  record Answer(int status, Map<String, String> headers, String body) {}

  private RelayClient(Socket socket) {
    this.socket = socket;
  }

  /** Sends a request, and leaves its answer for later. */
  static RelayClient send(
      int port, String method, String target, Map<String, String> headers, String body) {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (!headers.containsKey("Host")) {
      head.append("Host: 127.0.0.1:").append(port).append("\r\n");
    }
    if (body != null && !headers.containsKey("Content-Length")) {
      head.append("Content-Length: ").append(body.getBytes(UTF_8).length).append("\r\n");
    }
    return raw(port, head + "Connection: close\r\n\r\n" + (body == null ? "" : body));
  }

  /** Sends text. */
  static RelayClient raw(int port, String text) {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      socket.getOutputStream().write(text.getBytes(UTF_8));
      return new RelayClient(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends much, and reads all that comes meanwhile. */
  static String flood(int port, String text) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      Thread writer =
          new Thread(
              () -> {
                try {
                  socket.getOutputStream().write(text.getBytes(UTF_8));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      writer.start();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the answer, and the end of the connection. */
  Answer answer() {
    try (socket) {
      String text = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      int end = text.indexOf("\r\n\r\n");
      if (end < 0) {
        throw new IllegalStateException("no answer: " + text);
      }
      String[] lines = text.substring(0, end).split("\r\n", -1);
      Map<String, String> headers = new LinkedHashMap<>();
      for (int i = 1; i < lines.length; i++) {
        int colon = lines[i].indexOf(':');
        headers.merge(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip(),
            (one, more) -> one + ", " + more);
      }
      return new Answer(
          Integer.parseInt(lines[0].split(" ", -1)[1]),
          headers,
          new String(text.substring(end + 4).getBytes(ISO_8859_1), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leaves. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
