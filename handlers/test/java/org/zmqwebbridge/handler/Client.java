package org.zmqwebbridge.handler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/**
 * A client that says bytes, and expects bytes.
 *
 * <p>Owner thread: the test's. Lifetime: until {@link #close}.
 */
final class Client implements AutoCloseable {
  private static final int DEADLINE_MILLIS = 30_000;

  private final Socket socket;

  Client(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(DEADLINE_MILLIS);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  Client say(String bytes) {
    return say(bytes.getBytes(ISO_8859_1));
  }

  Client say(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The next bytes that come are exactly these. */
  void expect(String bytes) {
    try {
      byte[] came = socket.getInputStream().readNBytes(bytes.length());
      assertEquals(bytes, new String(came, ISO_8859_1));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Nothing more comes; the server ends the connection. */
  void expectEnd() {
    try {
      assertEquals(-1, socket.getInputStream().read());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
