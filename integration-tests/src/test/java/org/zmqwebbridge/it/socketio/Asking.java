package org.zmqwebbridge.it.socketio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Opening;

/**
 * A connection on which one request after the other is made.
 *
 * <p>Owner thread: the test's.
 */
final class Asking implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("content-length: (\\d+)\r\n");

  private final Socket socket;

  Asking(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Await.DEADLINE_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A head and a body. */
  record Answer(String head, String body) {
    int status() {
      return Integer.parseInt(head.substring(9, 12));
    }

    /** The body of one that is a 200. */
    String ok() {
      assertEquals(200, status(), head);
      return body;
    }

    boolean says(String line) {
      return head.toLowerCase(Locale.ROOT).contains(line.toLowerCase(Locale.ROOT) + "\r\n");
    }
  }

  Asking get(String target, String... headers) {
    return send("GET", target, "", headers);
  }

  Asking post(String target, String body, String... headers) {
    return send(
        "POST", target, body, join(headers, "Content-Length: " + body.getBytes(UTF_8).length));
  }

  private static String[] join(String[] headers, String last) {
    String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = last;
    return all;
  }

  Asking send(String method, String target, String body, String... headers) {
    StringBuilder text = new StringBuilder();
    text.append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: localhost\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return write(text.append("\r\n").append(body).toString());
  }

  Asking write(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Answer answer() {
    try {
      String head = Opening.head(socket.getInputStream());
      Matcher length = LENGTH.matcher(head.toLowerCase(Locale.ROOT));
      assertTrue(length.find(), head);
      byte[] body = socket.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
      return new Answer(head, new String(body, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that comes, until it ends. */
  String rest() {
    try {
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
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
