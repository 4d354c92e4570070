package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.kit.Opening;

/**
 * A WebSocket handshake, written line by line so that every line can be wrong.
 *
 * <p>Immutable.
 *
 * @param target the request line's target
 * @param lines the header lines
 * @param receiveBufferBytes of the client's kernel; 0: its default
 */
public record Upgrade(
    Wire wire, int port, String target, List<String> lines, int receiveBufferBytes) {
  public static Upgrade to(Wire wire, int port) {
    return new Upgrade(
        wire,
        port,
        "/data",
        List.of(
            "Host: 127.0.0.1:" + port,
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: " + Opening.KEY,
            "Sec-WebSocket-Version: 13"),
        0);
  }

  public Upgrade target(String changed) {
    return new Upgrade(wire, port, changed, lines, receiveBufferBytes);
  }

  /** With one more header line. */
  public Upgrade with(String line) {
    List<String> more = new ArrayList<>(lines);
    more.add(line);
    return new Upgrade(wire, port, target, List.copyOf(more), receiveBufferBytes);
  }

  /** Without the lines of a header. */
  public Upgrade without(String name) {
    List<String> fewer = lines.stream().filter(line -> !line.startsWith(name + ":")).toList();
    return new Upgrade(wire, port, target, fewer, receiveBufferBytes);
  }

  public Upgrade receiveBuffer(int bytes) {
    return new Upgrade(wire, port, target, lines, bytes);
  }

  /** The request as it goes over the wire. */
  public String text() {
    return "GET " + target + " HTTP/1.1\r\n" + String.join("\r\n", lines) + "\r\n\r\n";
  }

  /** Sends the request; the answer is not read yet. */
  public Socket send() {
    try {
      Socket socket = wire.connect(port, receiveBufferBytes);
      socket.getOutputStream().write(text().getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The status of an answer that is not an upgrade, or of one. */
  public int status() {
    try (Socket socket = send()) {
      return status(head(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static int status(String head) {
    return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
  }

  /** The answer's status line and headers, without the empty line. */
  public static String head(Socket socket) throws IOException {
    return Opening.head(socket.getInputStream()).stripTrailing();
  }
}
