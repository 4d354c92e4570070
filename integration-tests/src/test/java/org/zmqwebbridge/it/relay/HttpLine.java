package org.zmqwebbridge.it.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Opening;

/**
 * A connection of HTTP/1.1 to a port of this machine: a request, its answer, the next.
 *
 * <p>Owner thread: its client's; {@link #close} any.
 */
final class HttpLine implements AutoCloseable {
  private static final int BUFFER_BYTES = 16 << 10;

  private final Socket socket = new Socket();
  private final InputStream in;

  /**
   * The head of an answer.
   *
   * @param headers by lower-case names
   */
  record Head(int status, Map<String, String> headers) {
    /** A header's value; empty: it is not there. */
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  HttpLine(int port) throws IOException {
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Await.DEADLINE_MILLIS);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Await.DEADLINE_MILLIS);
      in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    } catch (IOException failure) {
      close();
      throw failure;
    }
  }

  /**
   * Sends a request.
   *
   * @param lines {@code METHOD TARGET}, then headers
   */
  void send(String body, String... lines) throws IOException {
    StringBuilder text = new StringBuilder(lines[0]).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    for (int i = 1; i < lines.length; i++) {
      if (!lines[i].isEmpty()) {
        text.append(lines[i]).append("\r\n");
      }
    }
    if (!body.isEmpty()) {
      text.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    write(text.append("\r\n").append(body).toString().getBytes(ISO_8859_1));
  }

  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** The head of the next answer. */
  Head head() throws IOException {
    String[] lines = Opening.head(in).split("\r\n", -1);
    Map<String, String> headers = new HashMap<>();
    for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    return new Head(Integer.parseInt(lines[0].substring(9, 12)), headers);
  }

  /** The whole body of this answer. */
  String body(Head head) throws IOException {
    if (head.status() == 304) {
      return "";
    }
    if (head.header("transfer-encoding").equals("chunked")) {
      return new String(new Chunks(in).readAllBytes(), ISO_8859_1);
    }
    int length = Integer.parseInt(head.header("content-length"));
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the end after " + bytes.length + " of " + length + " bytes");
    }
    return new String(bytes, ISO_8859_1);
  }

  /** What comes, as it comes: frames. */
  InputStream raw() {
    return in;
  }

  /** A body that goes on, chunk by chunk; ends with the last chunk. */
  InputStream chunks() {
    return new Chunks(in);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException gone) {
      // so is the connection
    }
  }
}
