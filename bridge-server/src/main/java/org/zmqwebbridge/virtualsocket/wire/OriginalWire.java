package org.zmqwebbridge.virtualsocket.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.zmqwebbridge.json.JsonString;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.json.StrictJson;

/**
 * The codec of the original wire: {@code {"identity", "content", "msg_type"}} in UTF-8
 * (PROTOCOL.md, section 1).
 *
 * <p>A delivery is {@link #BEFORE_LABEL}, the receiver's {@link #label}, and {@link #behindLabel},
 * so that a message's content is encoded once for all its receivers.
 */
public final class OriginalWire {
  /** The longest identity, in characters. */
  public static final int MAX_IDENTITY_CHARACTERS = 255;

  private OriginalWire() {}

  /**
   * Reads one text message.
   *
   * @param utf8 backed by an array
   * @throws MalformedTextException if no socket can be blamed for it: the text is not UTF-8, no
   *     JSON object, or names no identity
   */
  public static ClientFrame decode(ByteBuffer utf8) throws MalformedTextException {
    ClientFrame.Message usual = EnvelopeScanner.scan(utf8);
    return usual != null ? usual : decodeStrictly(utf8);
  }

  /** What {@link #decode} falls back to, and what {@link EnvelopeScanner} must agree with. */
  static ClientFrame decodeStrictly(ByteBuffer utf8) throws MalformedTextException {
    Map<String, Object> members = StrictJson.object(utf8);
    if (!(members.get("identity") instanceof String identity)) {
      throw new MalformedTextException("identity is not a string");
    }
    int length = identity.codePointCount(0, identity.length());
    if (length < 1 || length > MAX_IDENTITY_CHARACTERS) {
      throw new MalformedTextException(
          "identity has not 1-" + MAX_IDENTITY_CHARACTERS + " characters");
    }
    String content = members.get("content") instanceof String text ? text : null;
    return "connect".equals(members.get("msg_type"))
        ? new ClientFrame.Connect(identity, content)
        : new ClientFrame.Message(identity, content == null ? null : content.getBytes(UTF_8));
  }

  /** What is before the identity in every frame to a page; not to be changed. */
  @SuppressWarnings("MutablePublicArray") // shared by all deliveries, so that none copies it
  public static final byte[] BEFORE_LABEL = "{\"identity\":\"".getBytes(UTF_8);

  private static final byte[] BEHIND_LABEL = "\",\"content\":".getBytes(UTF_8);

  /** An identity as it stands in a delivery: {@code BEFORE_LABEL + label + behindLabel}. */
  public static byte[] label(String identity) {
    byte[] utf8 = identity.getBytes(UTF_8);
    byte[] label = new byte[JsonString.escapedLength(utf8)];
    int unused = JsonString.escape(utf8, label, 0);
    return label;
  }

  /**
   * What is after the identity in a delivery, the same for all its receivers.
   *
   * @param content well-formed UTF-8
   */
  public static byte[] behindLabel(byte[] content) {
    int length = BEHIND_LABEL.length;
    byte[] behind = Arrays.copyOf(BEHIND_LABEL, length + JsonString.escapedLength(content) + 3);
    behind[length] = '"';
    int end = JsonString.escape(content, behind, length + 1);
    behind[end] = '"';
    behind[end + 1] = '}';
    return behind;
  }

  /** A whole frame. */
  public static byte[] encode(ServerFrame frame) {
    if (frame instanceof ServerFrame.Connected connected) {
      return typed(frame, success(connected.reclaim()), "connection_reply");
    }
    if (frame instanceof ServerFrame.Refused refused) {
      return typed(frame, refusal(refused), "connection_reply");
    }
    if (frame instanceof ServerFrame.Failed failed) {
      return typed(frame, error(failed.text(), failed.code()), "error");
    }
    if (frame instanceof ServerFrame.Told told) {
      return typed(frame, notice(told), "notice");
    }
    ServerFrame.Delivery delivery = (ServerFrame.Delivery) frame;
    return join(frame.identity(), behindLabel(delivery.content().getBytes(UTF_8)));
  }

  private static byte[] join(String identity, byte[] behind) {
    byte[] label = label(identity);
    return ByteBuffer.allocate(BEFORE_LABEL.length + label.length + behind.length)
        .put(BEFORE_LABEL)
        .put(label)
        .put(behind)
        .array();
  }

  private static byte[] typed(ServerFrame frame, String content, String type) {
    String behind =
        "\",\"content\":" + JsonString.quote(content) + ",\"msg_type\":\"" + type + "\"}";
    return join(frame.identity(), behind.getBytes(UTF_8));
  }

  private static String success(String reclaim) {
    return reclaim == null
        ? "{\"status\":\"success\"}"
        : "{\"status\":\"success\",\"reclaim\":" + JsonString.quote(reclaim) + "}";
  }

  private static String refusal(ServerFrame.Refused refused) {
    String body = error(refused.text(), refused.code());
    return body.substring(0, body.length() - 1) + ",\"connection\":" + refused.connection() + "}";
  }

  private static String notice(ServerFrame.Told told) {
    String count = told.count() == 0 ? "" : ",\"count\":" + told.count();
    return "{\"notice\":" + JsonString.quote(told.notice()) + count + "}";
  }

  private static String error(String text, String code) {
    return "{\"status\":\"error\",\"error_msg\":"
        + JsonString.quote(text)
        + ",\"code\":"
        + JsonString.quote(code)
        + "}";
  }

  /** The content of an ask: {@code ["<reply address>", "", "<body>", …]}. */
  public static byte[] ask(String replyAddress, List<byte[]> body) {
    String frames =
        body.stream()
            .map(frame -> "," + JsonString.quote(new String(frame, UTF_8)))
            .collect(Collectors.joining());
    return ("[" + JsonString.quote(replyAddress) + ",\"\"" + frames + "]").getBytes(UTF_8);
  }
}
