package org.zmqwebbridge.it.grip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Opening;

/**
 * An origin that speaks WebSocket, frame by frame as the test says.
 *
 * <p>Owner thread: the test's; one of its own shakes hands.
 */
final class SocketOriginServer implements AutoCloseable {
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private final ServerSocket server;
  private final String[] lines;
  private final BlockingQueue<Link> links = new LinkedBlockingQueue<>();

  /**
   * @param lines of its answer, besides those that each has
   */
  SocketOriginServer(String... lines) {
    this.lines = lines;
    try {
      server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::serve, "socket-origin");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    try {
      while (true) {
        Socket socket = server.accept();
        socket.setSoTimeout(Await.DEADLINE_MILLIS);
        links.add(shakeHands(socket));
      }
    } catch (IOException closed) {
      // then the test is over
    }
  }

  private Link shakeHands(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    String head = Opening.head(in);
    String key =
        head.lines()
            .filter(line -> line.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18))
            .findFirst()
            .orElseThrow()
            .substring(18)
            .trim();
    StringBuilder answer =
        new StringBuilder("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n");
    answer.append("Connection: Upgrade\r\nSec-WebSocket-Accept: ").append(accept(key));
    answer.append("\r\n");
    for (String line : lines) {
      answer.append(line).append("\r\n");
    }
    write(socket, answer.append("\r\n").toString(), ISO_8859_1);
    return new Link(socket, in, head);
  }

  private static void write(Socket socket, String text, Charset charset) throws IOException {
    socket.getOutputStream().write(text.getBytes(charset));
    socket.getOutputStream().flush();
  }

  private static String accept(String key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next WebSocket that is opened here. */
  Link accept() {
    try {
      Link link = links.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
      assertNotNull(link, "no WebSocket was opened");
      return link;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Link link : links) {
        link.cut();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One WebSocket. */
  record Link(Socket socket, DataInputStream in, String head) {
    /** Sends a message of text. */
    void say(String text) {
      byte[] bytes = text.getBytes(UTF_8);
      frame(TEXT, bytes);
    }

    /** Sends a close frame. */
    void close(int code) {
      frame(CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
    }

    private void frame(int opcode, byte[] bytes) {
      try {
        socket.getOutputStream().write(0x80 | opcode);
        socket.getOutputStream().write(bytes.length);
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Ends it without a word. */
    void cut() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The next message. */
    String text() {
      Frame frame = read();
      assertEquals(TEXT, frame.opcode());
      return new String(frame.bytes(), UTF_8);
    }

    /** The code of the next frame, which closes; 1006: it ended without. */
    int closeCode() {
      Frame frame = read();
      assertEquals(CLOSE, frame.opcode());
      return frame.bytes().length < 2
          ? 1006
          : (frame.bytes()[0] & 0xff) << 8 | (frame.bytes()[1] & 0xff);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Frame(int opcode, byte[] bytes) {}

    private Frame read() {
      try {
        int opcode;
        byte[] bytes;
        do {
          opcode = in.readUnsignedByte() & 0xf;
          int length = in.readUnsignedByte() & 0x7f;
          byte[] mask = in.readNBytes(4);
          bytes = in.readNBytes(length);
          for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= mask[i & 3];
          }
        } while (opcode == PING || opcode == PONG);
        return new Frame(opcode, bytes);
      } catch (EOFException | SocketException end) {
        return new Frame(CLOSE, new byte[0]);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
