package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.kit.Opening;
import org.zmqwebbridge.kit.ServerFrame;

/**
 * A page that knows only WebSocket frames (RFC 6455) and the JSON of the original wire. It reads
 * when the test reads, and not before; so it is also the page that never reads. Closing it fails if
 * the bridge had sent anything that the test did not read.
 *
 * <p>Owner thread: the test's. Lifetime: from the 101 until {@link #close} or {@link #cut}.
 */
public final class RawPage implements AutoCloseable {
  public static final int CONTINUATION = 0;
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;

  /** What {@link #closeCode} returns when the transport ended without a close frame. */
  public static final int NO_CLOSE_FRAME = 1006;

  private static final int MAX_PAYLOAD_BYTES = 16 << 20;

  private final Socket socket;
  private final DataInputStream in;
  private boolean answersPings = true;
  private boolean skipsPongs;
  private boolean over;

  private RawPage(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
  }

  /** Shakes hands; the answer must be a correct 101. */
  public static RawPage open(Upgrade upgrade) {
    return over(upgrade.send());
  }

  /** On a connection where the handshake has been sent; the answer must be a correct 101. */
  static RawPage over(Socket socket) {
    try {
      String head = Upgrade.head(socket);
      assertEquals(101, Upgrade.status(head), head);
      assertTrue(head.contains("Sec-WebSocket-Accept: " + Opening.ACCEPT), head);
      return new RawPage(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leaves pings unanswered from now on. */
  public RawPage ignoringPings() {
    answersPings = false;
    return this;
  }

  // What the page sends

  public RawPage send(String text) {
    return frame(TEXT, true, text.getBytes(UTF_8));
  }

  public RawPage send(JsonObject object) {
    return send(object.toString());
  }

  /** A message for a socket. */
  public RawPage send(String identity, String content) {
    return send(Json.message(identity, content));
  }

  public RawPage frame(int opcode, boolean fin, byte[] payload) {
    return write(Frames.masked(opcode, fin, payload));
  }

  /** Bytes as they stand, for frames that no client should send. */
  public synchronized RawPage write(byte[] bytes) { // a thread that reads answers pings
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks for a socket, without waiting for the reply. */
  public RawPage connect(String identity, String target, int socketType, Object... fields) {
    return send(Json.connect(identity, target, socketType, fields));
  }

  /** Opens a socket; the reply must be a success. */
  public JsonObject connected(String identity, String target, int socketType, Object... fields) {
    connect(identity, target, socketType, fields);
    return expectConnected(identity);
  }

  /** The next frame is a successful connection reply. */
  public JsonObject expectConnected(String identity) {
    JsonObject content = expectReply(identity);
    assertEquals("success", content.get("status").getAsString(), content.toString());
    return content;
  }

  /** The next frame refuses the connect, with this code and a text for people. */
  public void expectRefused(String identity, String code) {
    JsonObject content = expectReply(identity);
    assertEquals("error", content.get("status").getAsString());
    assertEquals(code, content.get("code").getAsString());
    assertTrue(content.get("error_msg").getAsString().length() > 10, content.toString());
  }

  private JsonObject expectReply(String identity) {
    JsonObject frame = next();
    assertEquals(identity, Json.text(frame, "identity"), frame.toString());
    assertEquals("connection_reply", Json.text(frame, "msg_type"), frame.toString());
    return Json.content(frame);
  }

  /** The next frame delivers this content to this socket, and has no msg_type. */
  public void expect(String identity, String content) {
    JsonObject frame = next();
    assertEquals(identity, Json.text(frame, "identity"), frame.toString());
    assertTrue(!frame.has("msg_type"), frame.toString());
    assertEquals(content, Json.text(frame, "content"));
  }

  /** The next frame that is no pong delivers this content to this socket. */
  public void expectAfterPongs(String identity, String content) {
    skipsPongs = true;
    expect(identity, content);
    skipsPongs = false;
  }

  /** The next frame is a request's error outcome. */
  public void expectError(String identity, String code) {
    JsonObject frame = next();
    assertEquals(identity, Json.text(frame, "identity"), frame.toString());
    assertEquals("error", Json.text(frame, "msg_type"), frame.toString());
    assertEquals(code, Json.content(frame).get("code").getAsString());
  }

  /** The next text frame, as JSON. */
  public JsonObject next() {
    return JsonParser.parseString(nextText()).getAsJsonObject();
  }

  public String nextText() {
    ServerFrame frame = read();
    if (frame.opcode() == CLOSE) {
      fail("expected a message, but the bridge closed with " + code(frame) + reason(frame));
    }
    assertEquals(TEXT, frame.opcode());
    return frame.text();
  }

  /**
   * A message.
   *
   * @param binary whether it is one, or text
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Message(boolean binary, byte[] payload) {}

  /** The next message, of either type. */
  public Message nextMessage() {
    ServerFrame frame = read();
    if (frame.opcode() == CLOSE) {
      fail("expected a message, but the bridge closed with " + code(frame) + reason(frame));
    }
    return new Message(frame.opcode() == BINARY, frame.payload());
  }

  /** The next message, however long it takes; {@code null} once the connection has ended. */
  public JsonObject nextUntilEnd() throws SocketException {
    socket.setSoTimeout(0);
    ServerFrame frame = read();
    return frame.opcode() == CLOSE ? null : JsonParser.parseString(frame.text()).getAsJsonObject();
  }

  /** Reads a message, however long it takes; false once the connection has ended. */
  boolean isGoingOn() throws SocketException {
    socket.setSoTimeout(0);
    return read().opcode() != CLOSE;
  }

  /** The next frame is the pong for this payload. */
  public void expectPong(byte[] payload) {
    ServerFrame frame = read();
    assertEquals(PONG, frame.opcode(), () -> "got: " + frame.text());
    assertEquals(new String(payload, UTF_8), frame.text());
  }

  /** The next frame closes; its code, or {@link #NO_CLOSE_FRAME}. */
  public int closeCode() {
    ServerFrame frame = read();
    assertEquals(CLOSE, frame.opcode(), () -> "unread: " + frame.text());
    end();
    return code(frame);
  }

  /** The next frame closes; its code and its reason. */
  public String closeCodeAndReason() {
    ServerFrame frame = read();
    assertEquals(CLOSE, frame.opcode(), () -> "unread: " + frame.text());
    end();
    return code(frame) + reason(frame);
  }

  /** Reads and drops messages until the bridge closes; the code. */
  public int closeCodeAfterMessages() {
    ServerFrame frame = read();
    while (frame.opcode() == TEXT) {
      frame = read();
    }
    end();
    return code(frame);
  }

  private static int code(ServerFrame close) {
    return close.code() == ServerFrame.NO_CODE ? NO_CLOSE_FRAME : close.code();
  }

  private static String reason(ServerFrame close) {
    byte[] payload = close.payload();
    return payload.length < 3 ? "" : ": " + new String(payload, 2, payload.length - 2, UTF_8);
  }

  /** The next frame that is no ping. The end of the transport reads as an empty close frame. */
  private ServerFrame read() {
    while (true) {
      ServerFrame frame = readAny();
      if (frame.opcode() == PING && answersPings) {
        frame(PONG, true, frame.payload());
      }
      if (frame.opcode() != PING && !(frame.opcode() == PONG && skipsPongs)) {
        return frame;
      }
    }
  }

  private ServerFrame readAny() {
    try {
      return ServerFrame.read(in, false, MAX_PAYLOAD_BYTES);
    } catch (SocketTimeoutException late) {
      throw new AssertionError("nothing came for " + Await.DEADLINE_MILLIS + " ms", late);
    } catch (EOFException | SocketException end) {
      return new ServerFrame(CLOSE, new byte[0], false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the transport without a word. */
  public void cut() {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException gone) {
      // then the transport has ended already
    }
    end();
  }

  private void end() {
    over = true;
    try {
      socket.close();
    } catch (IOException gone) {
      // then the transport has ended already
    }
  }

  /** Shakes hands on closing; nothing may be left unread. */
  @Override
  public void close() {
    if (over) {
      return;
    }
    try {
      frame(CLOSE, true, new byte[] {0x03, (byte) 0xe8});
      assertEquals(1000, closeCode());
    } finally {
      end();
    }
  }

  /** Closes; what the bridge sent and nobody read does not matter. */
  public void closeUnread() {
    frame(CLOSE, true, new byte[] {0x03, (byte) 0xe8});
    closeCodeAfterMessages();
  }
}
