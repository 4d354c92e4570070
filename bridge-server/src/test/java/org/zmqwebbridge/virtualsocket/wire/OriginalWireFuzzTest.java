package org.zmqwebbridge.virtualsocket.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.fuzz.Choices;
import org.zmqwebbridge.json.JsonString;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.json.ReferenceJson;

/** What pages send is read as the grammar says, and what the bridge says can be read by it. */
class OriginalWireFuzzTest {
  static Stream<byte[]> sentByPages() {
    return Conversations.sentByPages();
  }

  @MethodSource("sentByPages")
  @FuzzTest
  void decode(byte[] text) throws Exception {
    ClientFrame expected = expected(text);
    ClientFrame frame;
    try {
      frame = OriginalWire.decode(ByteBuffer.wrap(text));
    } catch (MalformedTextException refused) {
      assertNull(expected, refused.getMessage());
      return;
    }
    same(expected, frame);
    same(expected, OriginalWire.decodeStrictly(ByteBuffer.wrap(text)));
    assertTrue(size(frame) <= text.length, "more than what came");
    same(frame, OriginalWire.decode(ByteBuffer.wrap(encoded(frame).getBytes(UTF_8))));
  }

  /** PROTOCOL.md, section 1, read by the reference parser; {@code null}: no frame. */
  private static ClientFrame expected(byte[] text) {
    String decoded = new String(text, UTF_8);
    Object value;
    try {
      value = ReferenceJson.read(decoded);
    } catch (ReferenceJson.NoJson malformed) {
      return null;
    }
    boolean utf8 = Arrays.equals(decoded.getBytes(UTF_8), text);
    if (!utf8
        || !(value instanceof Map<?, ?> members)
        || !(members.get("identity") instanceof String identity)) {
      return null;
    }
    long characters = identity.codePoints().count();
    if (characters < 1 || characters > 255) {
      return null;
    }
    String content = members.get("content") instanceof String string ? string : null;
    if ("connect".equals(members.get("msg_type"))) {
      return new ClientFrame.Connect(identity, content);
    }
    return new ClientFrame.Message(identity, content == null ? null : content.getBytes(UTF_8));
  }

  static void same(ClientFrame expected, ClientFrame actual) {
    if (!(expected instanceof ClientFrame.Message message)) {
      assertEquals(expected, actual);
      return;
    }
    ClientFrame.Message other = assertInstanceOf(ClientFrame.Message.class, actual);
    assertEquals(message.identity(), other.identity());
    assertArrayEquals(message.content(), other.content());
  }

  private static String content(ClientFrame frame) {
    if (frame instanceof ClientFrame.Message message) {
      return message.content() == null ? null : new String(message.content(), UTF_8);
    }
    return ((ClientFrame.Connect) frame).content();
  }

  private static int size(ClientFrame frame) {
    String content = content(frame);
    return frame.identity().getBytes(UTF_8).length
        + (content == null ? 0 : content.getBytes(UTF_8).length);
  }

  private static String encoded(ClientFrame frame) {
    String content = content(frame);
    return "{\"identity\":"
        + JsonString.quote(frame.identity())
        + ",\"content\":"
        + (content == null ? "null" : JsonString.quote(content))
        + ",\"msg_type\":"
        + (frame instanceof ClientFrame.Connect ? "\"connect\"" : "\"userlevel\"")
        + "}";
  }

  @FuzzTest
  void encode(byte[] bytes) throws Exception {
    Choices choices = new Choices(bytes);
    String identity = choices.text(255);
    String text = choices.text(255);
    ServerFrame frame =
        choices.of(
            new ServerFrame.Delivery(identity, text),
            new ServerFrame.Connected(identity, text),
            new ServerFrame.Connected(identity, null),
            new ServerFrame.Refused(
                identity, choices.text(20), choices.text(20), choices.below(999)),
            new ServerFrame.Failed(identity, choices.text(20), text));
    Map<?, ?> members = object(OriginalWire.encode(frame));
    assertEquals(identity, members.get("identity"));
    if (frame instanceof ServerFrame.Delivery) {
      assertEquals(Map.of("identity", identity, "content", text), members);
      return;
    }
    assertEquals(3, members.size());
    boolean failed = frame instanceof ServerFrame.Failed;
    assertEquals(failed ? "error" : "connection_reply", members.get("msg_type"));
    Map<?, ?> outcome = object(((String) members.get("content")).getBytes(UTF_8));
    boolean connected = frame instanceof ServerFrame.Connected;
    assertEquals(connected ? "success" : "error", outcome.get("status"));
    if (frame instanceof ServerFrame.Connected success) {
      assertEquals(success.reclaim(), outcome.get("reclaim"));
    }
  }

  private static Map<?, ?> object(byte[] utf8) throws Exception {
    return assertInstanceOf(Map.class, ReferenceJson.read(new String(utf8, UTF_8)));
  }

  @FuzzTest
  void ask(byte[] bytes) throws Exception {
    Choices choices = new Choices(bytes);
    String replyAddress = choices.text(40);
    List<byte[]> body = Stream.generate(() -> choices.bytes(64)).limit(choices.below(5)).toList();
    byte[] ask = OriginalWire.ask(replyAddress, body);
    List<String> expected =
        Stream.concat(
                Stream.of(replyAddress, ""), body.stream().map(frame -> new String(frame, UTF_8)))
            .toList();
    assertEquals(expected, ReferenceJson.read(new String(ask, UTF_8)));
    if (!body.isEmpty()) {
      assertEquals(
          new Answer(replyAddress, expected.subList(2, expected.size())), Answer.parse(ask));
    }
  }
}
