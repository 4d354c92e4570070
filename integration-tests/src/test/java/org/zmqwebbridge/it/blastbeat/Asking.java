package org.zmqwebbridge.it.blastbeat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import org.zmqwebbridge.kit.Await;

/**
 * One connection of a client's, byte by byte: HTTP/1, and after {@link #upgrade} a WebSocket.
 *
 * <p>Owner thread: the test's.
 */
final class Asking implements AutoCloseable {
  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  static final String SWITCH =
      String.join(
          "\r\n",
          "HTTP/1.1 101 WebSocket Protocol Handshake",
          "Upgrade: WebSocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
          "",
          "");

  private final Socket socket;

  Asking(int port) {
    this(connect(port));
  }

  Asking(Socket socket) {
    this.socket = socket;
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Await.DEADLINE_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Socket connect(int port) {
    try {
      return new Socket(InetAddress.getLoopbackAddress(), port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Says

  Asking send(String text) {
    return send(text.getBytes(ISO_8859_1));
  }

  Asking send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** A GET for a path, with more headers, each without its line end. */
  Asking get(String path, String... headers) {
    return send(request("GET", "localhost", path, headers));
  }

  static String request(String method, String host, String path, String... headers) {
    StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    text.append("Host: ").append(host).append("\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  /** A POST with a body. */
  Asking post(String path, String body) {
    return send(request("POST", "localhost", path, "Content-Length: " + body.length()) + body);
  }

  /** Asks for a WebSocket. */
  Asking upgrade(String path, String... headers) {
    String[] all = new String[headers.length + 4];
    all[0] = "Upgrade: websocket";
    all[1] = "Connection: Upgrade";
    all[2] = "Sec-WebSocket-Version: 13";
    all[3] = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    System.arraycopy(headers, 0, all, 4, headers.length);
    return get(path, all);
  }

  /** A masked frame. */
  static byte[] frame(int first, String text) {
    byte[] payload = text.getBytes(ISO_8859_1);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(first);
    if (payload.length < 126) {
      frame.write(0x80 | payload.length);
    } else if (payload.length < 65_536) {
      frame.write(0x80 | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    } else {
      frame.write(0x80 | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        frame.write((int) ((long) payload.length >> shift));
      }
    }
    byte[] mask = {1, 2, 3, 4};
    frame.writeBytes(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.write(payload[i] ^ mask[i % 4]);
    }
    return frame.toByteArray();
  }

  /** A text on its WebSocket. */
  Asking text(String text) {
    return send(frame(0x81, text));
  }

  /** Says that it sends no more. */
  void halfClose() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Hears

  /** What comes next is this. */
  void expect(String text) {
    assertEquals(text, read(text.length()));
  }

  /** What comes next is this text, on its WebSocket. */
  void expectText(String text) {
    expect("\u0081" + (char) text.length() + text);
  }

  /** What comes next is the end of its WebSocket, and, once that is answered, of the connection. */
  void expectClose(int code) {
    String head = read(2);
    assertEquals('\u0088', head.charAt(0), head);
    String said = read(head.charAt(1));
    assertEquals(code, said.charAt(0) << 8 | said.charAt(1), said);
    try {
      socket.getOutputStream().write(frame(0x88, said.substring(0, 2)));
    } catch (IOException ended) {
      // it was the answer to a close of its own
    }
    expectEnd();
  }

  String read(int bytes) {
    try {
      return new String(socket.getInputStream().readNBytes(bytes), ISO_8859_1);
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

  /** It is refused with this status, and ends. */
  String expectRefusal(int status) {
    String answer = readAll();
    assertEquals("HTTP/1.1 " + status, answer.substring(0, Math.min(12, answer.length())), answer);
    return answer;
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
