package org.zmqwebbridge.it.grip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import org.zmqwebbridge.kit.Await;

/**
 * One connection of HTTP/1, byte by byte.
 *
 * <p>Owner thread: the test's.
 */
final class ProxyClient implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  private ProxyClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    socket.setSoTimeout(Await.DEADLINE_MILLIS);
  }

  static ProxyClient to(int port) {
    try {
      return new ProxyClient(new Socket(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ProxyClient send(String text) {
    return send(text.getBytes(ISO_8859_1));
  }

  ProxyClient send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks for something, without a body. */
  ProxyClient get(String target, String... headers) {
    StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: e.com\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return send(request.append("\r\n").toString());
  }

  /** Reads the head of an answer. */
  String head() {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      String next = read(1);
      if (next.isEmpty()) {
        return head + "(the end)";
      }
      head.append(next);
    }
    return head.toString();
  }

  /** Reads an answer whose head says how long it is. */
  String answer() {
    String head = head();
    String mark = "\r\nContent-Length: ";
    int at = head.indexOf(mark);
    if (at < 0) {
      return head;
    }
    int end = head.indexOf("\r\n", at + mark.length());
    return head + read(Integer.parseInt(head.substring(at + mark.length(), end)));
  }

  String read(int bytes) {
    try {
      return new String(in.readNBytes(bytes), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads to the end of the connection, or to its being broken off. */
  String rest() {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        rest.write(next);
      }
    } catch (IOException broken) {
      // so it ends too
    }
    return rest.toString(ISO_8859_1);
  }

  Socket socket() {
    return socket;
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
