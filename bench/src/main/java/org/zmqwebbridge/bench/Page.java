package org.zmqwebbridge.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.zmqwebbridge.bench.client.Ending;
import org.zmqwebbridge.bench.client.LoadConnection;
import org.zmqwebbridge.bench.client.LoadLoop;
import org.zmqwebbridge.bench.client.Ramp;
import org.zmqwebbridge.bench.client.Session;

/**
 * One page: connects its sockets when its connection is up, and takes messages apart as quickly as
 * the wire's fixed order of members allows (PROTOCOL.md, section 1).
 *
 * <p>Owner thread: the loop's. Lifetime: its connection's.
 */
abstract class Page implements Session, Ramp.Entrant {
  private static final byte[] BEFORE_IDENTITY = "{\"identity\":\"s".getBytes(UTF_8);
  private static final int BETWEEN = "\",\"content\":\"".length();
  private static final int BEHIND = "\"}".length();
  private static final byte[] CONNECTED = ",\"msg_type\":\"connection_reply\"}".getBytes(UTF_8);
  private static final byte[] FAILED = ",\"msg_type\":\"error\"}".getBytes(UTF_8);

  private final Door door;
  private final int sockets;
  private LoadConnection connection;
  private int connected;
  private String failure;

  Page(Door door, int sockets) {
    this.door = door;
    this.sockets = sockets;
  }

  /** What a socket is called: the prefix and its number. */
  static String identity(int socket) {
    return "s" + socket;
  }

  /** The socket's receive buffer, or 0 for the system's choice. */
  int receiveBytes() {
    return 0;
  }

  @Override
  public final void connect(LoadLoop with, InetSocketAddress source) throws IOException {
    LoadConnection unused = with.open(this, source, receiveBytes());
  }

  @Override
  public final void onOpen(LoadConnection opened) {
    connection = opened;
    for (int socket = 0; socket < sockets; socket++) {
      opened.send(door.connect(identity(socket)));
    }
  }

  final LoadConnection connection() {
    return connection;
  }

  @Override
  public final boolean isReady() {
    return connected == sockets;
  }

  @Override
  public final String failure() {
    return failure;
  }

  @Override
  public final void onText(LoadConnection from, ByteBuffer message) {
    take(message, from.readNanos());
  }

  /** Takes a frame of the bridge that was read at an instant. */
  final void take(ByteBuffer message, long nowNanos) {
    byte[] bytes = message.array();
    int at = message.arrayOffset() + message.position();
    int end = at + message.remaining();
    int identity = at + BEFORE_IDENTITY.length;
    if (identity > end
        || !Arrays.equals(bytes, at, identity, BEFORE_IDENTITY, 0, BEFORE_IDENTITY.length)) {
      fail("this is not the bridge's wire: " + UTF_8.decode(message));
      return;
    }
    int socket = 0;
    int next = identity;
    for (; next < end && bytes[next] != '"'; next++) {
      socket = 10 * socket + bytes[next] - '0';
    }
    if (endsWith(bytes, end, CONNECTED)) {
      onAnswer(contentOf(message));
    } else if (endsWith(bytes, end, FAILED)) {
      onError(socket, message, nowNanos);
    } else {
      onMessage(socket, bytes, next + BETWEEN, end - BEHIND, nowNanos);
    }
  }

  private static boolean endsWith(byte[] bytes, int end, byte[] suffix) {
    int start = end - suffix.length;
    return start >= 0 && Arrays.equals(bytes, start, end, suffix, 0, suffix.length);
  }

  private static JsonObject contentOf(ByteBuffer message) {
    JsonObject frame = JsonParser.parseString(UTF_8.decode(message).toString()).getAsJsonObject();
    return JsonParser.parseString(frame.get("content").getAsString()).getAsJsonObject();
  }

  private void onAnswer(JsonObject answer) {
    if (answer.get("status").getAsString().equals("success")) {
      connected++;
    } else {
      fail(door.refusal(answer));
    }
  }

  final void fail(String why) {
    failure = failure == null ? why : failure;
  }

  /** A reply or a publication; the content is between the two positions, as JSON escapes it. */
  abstract void onMessage(int socket, byte[] bytes, int from, int to, long nowNanos);

  /** A request ended without a reply. */
  abstract void onError(int socket, ByteBuffer message, long nowNanos);

  /** The code in an error's frame. */
  static String codeOf(ByteBuffer message) {
    return contentOf(message).get("code").getAsString();
  }

  @Override
  public void onEnded(LoadConnection from, Ending ending) {
    fail(ending.explanation());
  }
}
