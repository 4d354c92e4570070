package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.net.ssl.SSLException;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.kit.Opening;
import org.zmqwebbridge.kit.ServerFrame;

/**
 * A client that knows only sockets and bytes, and checks every byte that it gets: no masks, no
 * reserved bits, no fragments, lengths in their shortest form. It reads when the test reads, and
 * not before.
 *
 * <p>Owner thread: the test's; one may write while another reads.
 */
final class RawClient implements AutoCloseable {
  static final String UPGRADE =
      "GET /data HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Key: "
          + Opening.KEY
          + "\r\nSec-WebSocket-Version: 13\r\n\r\n";

  private static final int SMALL_BUFFER = 4096;
  private static final long SEED = 6455; // of the random cuts

  private final Socket socket;
  private final DataInputStream in;
  private final Way way;
  private final Random random;
  private final Inflater inflater = new Inflater(true); // which its garbage collection ends
  private boolean deflates;
  private boolean over;
  private boolean closes; // it has said so first

  RawClient(Socket socket, Way way, long seed) {
    this.socket = socket;
    this.way = way;
    this.random = new Random(seed);
    try {
      this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connects, and agrees on permessage-deflate by this offer. */
  static RawClient offering(TestEdge edge, Way way, String offer) {
    return offering(edge, way, offer, 0);
  }

  static RawClient offering(TestEdge edge, Way way, String offer, int receiveBytes) {
    RawClient client = new RawClient(edge.connect(receiveBytes), way, SEED);
    client.write(
        UPGRADE
            .replace("Upgrade: w", "Sec-WebSocket-Extensions: " + offer + "\r\nUpgrade: w")
            .getBytes(ISO_8859_1));
    String head = client.head();
    assertTrue(head.startsWith("HTTP/1.1 101 "), head);
    client.deflates = head.contains("Sec-WebSocket-Extensions: permessage-deflate;");
    return client;
  }

  /** Whether permessage-deflate was agreed on. */
  boolean deflates() {
    return deflates;
  }

  /** Connects and shakes hands. */
  static RawClient open(TestEdge edge, Way way, int receiveBytes) {
    RawClient client = new RawClient(edge.connect(receiveBytes), way, SEED);
    client.write(UPGRADE.getBytes(ISO_8859_1));
    client.expectUpgraded();
    return client;
  }

  /** A client that writes whole. */
  static RawClient open(TestEdge edge, boolean tls) {
    return open(edge, whole(tls), 0);
  }

  /** A client that writes whole, and whose system takes little before it reads. */
  static RawClient slow(TestEdge edge, boolean tls) {
    return open(edge, whole(tls), SMALL_BUFFER);
  }

  private static Way whole(boolean tls) {
    return tls ? Way.TLS_WHOLE : Way.CLEAR_WHOLE;
  }

  /** What is below it, without TLS. */
  SocketChannel channel() {
    return socket.getChannel();
  }

  RawClient write(byte[]... parts) {
    try {
      way.write(socket.getOutputStream(), Frames.join(parts), random);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link #write}, but the server may have ended the transport already. */
  RawClient writeIfHeard(byte[]... parts) {
    try {
      way.write(socket.getOutputStream(), Frames.join(parts), random);
    } catch (IOException ended) {
      // it does not listen any more
    }
    return this;
  }

  /** The lines of the next HTTP response's head. */
  String head() {
    try {
      return Opening.head(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Drops this many bytes of a response's body. */
  void skip(int bytes) {
    try {
      in.readFully(new byte[bytes]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** So many bytes of a response's body, as text. */
  String text(int bytes) {
    try {
      return new String(in.readNBytes(bytes), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void expectUpgraded() {
    String head = head();
    assertTrue(head.startsWith("HTTP/1.1 101 "), head);
    assertTrue(head.contains("\r\nSec-WebSocket-Accept: " + Opening.ACCEPT + "\r\n"), head);
  }

  /** The next frame, inflated if it is to be. */
  ServerFrame read() {
    try {
      ServerFrame frame = ServerFrame.read(in, deflates, Integer.MAX_VALUE);
      return frame.compressed()
          ? new ServerFrame(frame.opcode(), inflated(frame.payload()), true)
          : frame;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] inflated(byte[] payload) {
    inflater.reset();
    inflater.setInput(Frames.join(payload, Frames.hex("0000ffff")));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try {
      for (int n = inflater.inflate(buffer); n > 0; n = inflater.inflate(buffer)) {
        all.write(buffer, 0, n);
      }
      assertEquals(0, inflater.getRemaining());
      return all.toByteArray();
    } catch (DataFormatException broken) {
      throw new AssertionError(broken);
    }
  }

  RawClient expectText(byte[] payload) {
    return expect(ServerFrame.TEXT, payload);
  }

  RawClient expectBinary(byte[] payload) {
    return expect(ServerFrame.BINARY, payload);
  }

  private RawClient expect(int opcode, byte[] payload) {
    ServerFrame frame = read();
    assertEquals(opcode, frame.opcode(), () -> "got " + describe(frame));
    assertEquals(payload.length, frame.payload().length);
    assertTrue(Arrays.equals(payload, frame.payload()), "other bytes came back");
    return this;
  }

  RawClient expectText(String text) {
    ServerFrame frame = read();
    assertEquals(ServerFrame.TEXT, frame.opcode(), () -> "got " + describe(frame));
    assertEquals(text, frame.text());
    return this;
  }

  RawClient expectPong(byte[] payload) {
    ServerFrame frame = read();
    assertEquals(ServerFrame.PONG, frame.opcode(), () -> "got " + describe(frame));
    assertArrayEquals(payload, frame.payload());
    return this;
  }

  private static String describe(ServerFrame frame) {
    return frame.opcode() == ServerFrame.CLOSE
        ? "close " + frame.code() + " " + frame.text()
        : "opcode " + frame.opcode() + ", " + frame.payload().length + " bytes";
  }

  /** The next frame closes with this code; answered, if it is no answer, the stream ends. */
  void expectClosed(int code) {
    expectClose(code);
    if (!closes) {
      writeIfHeard(Frames.close(code, ""));
    }
    expectEnd();
  }

  /** The next frame closes with this code. */
  void expectClose(int code) {
    ServerFrame frame = read();
    assertEquals(ServerFrame.CLOSE, frame.opcode(), () -> "got " + describe(frame));
    assertEquals(code, frame.code(), frame::text);
  }

  /** The stream ends here in order: nothing that was sent has been left unread. */
  void expectOrderlyEnd() {
    try {
      assertEquals(-1, in.read(), "more follows");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }

  /** The stream ends here. */
  void expectEnd() {
    try {
      int more = in.read();
      if (more >= 0) {
        fail("more follows: " + more);
      }
    } catch (SocketException | SSLException reset) {
      // the server had not read all that was sent
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }

  /** Whatever still comes until the stream ends, as text. */
  String rest() {
    try {
      return new String(in.readAllBytes(), ISO_8859_1);
    } catch (SocketException | SSLException end) {
      return ""; // that is an end as well
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      cut();
    }
  }

  /** Reads and drops whatever still comes until the stream ends. */
  void drain() {
    try {
      while (in.read() >= 0) {
        in.skip(in.available());
      }
    } catch (SocketException | SSLException | EOFException end) {
      // that is an end as well
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }

  /** Ends this client's half of the stream. */
  void shutdownOutput() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the transport without a word. */
  void cut() {
    over = true;
    try {
      socket.close();
    } catch (IOException gone) {
      // then it has ended already
    }
  }

  /** Resets the transport. */
  void reset() {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException gone) {
      // then it has ended already
    }
    cut();
  }

  /** Closes as the RFC has it; the server must have nothing more to say. */
  @Override
  public void close() {
    if (!over) {
      closes = true;
      write(Frames.close(1000, ""));
      expectClosed(1000);
    }
  }
}
