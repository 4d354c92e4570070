package org.zmqwebbridge.virtualsocket.second.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.fuzz.Choices;
import org.zmqwebbridge.json.ReferenceJson;

/** What pages send is read as the specification says; what the bridge says can be read by it. */
class SecondWireFuzzTest {
  /** Small, so that they are reached. */
  private static final WireLimits LIMITS = new WireLimits(100, 4, 2_000, 128, 255, 1_024, 256);

  private static final byte TEXT = 't';
  private static final byte BINARY = 'b';

  /** All that pages send in the conversations, each after a letter for the type of the message. */
  static Stream<byte[]> sentByPages() {
    return Stream.concat(
        Conversations.textOfPages().map(text -> after(TEXT, text)),
        Conversations.binaryOfPages().map(binary -> after(BINARY, binary)));
  }

  private static byte[] after(byte type, byte[] payload) {
    return ByteBuffer.allocate(1 + payload.length).put(type).put(payload).array();
  }

  /** Text or binary, whichever a page likes: the decoder that every stranger reaches. */
  @MethodSource("sentByPages")
  @FuzzTest
  void decode(byte[] message) {
    if (message.length == 0) {
      return;
    }
    byte[] payload = Arrays.copyOfRange(message, 1, message.length);
    if (message[0] == TEXT) {
      control(payload);
    } else {
      data(payload, 3);
    }
  }

  private static void control(byte[] text) {
    ClientControl frame = ControlDecoder.decode(ByteBuffer.wrap(text), LIMITS);
    assertEquals(ReferenceControl.read(text, LIMITS), withNamesOfAuthOnly(frame));
  }

  private static String withNamesOfAuthOnly(ClientControl frame) {
    if (frame instanceof ClientControl.Auth auth) {
      return "Auth[fields=" + auth.fields().keySet() + "]";
    }
    String readable = Frames.readable(frame);
    if (frame instanceof ClientControl.Open open) {
      String auth = open.auth().toString();
      return readable.substring(0, readable.length() - auth.length()) + open.auth().keySet();
    }
    return readable;
  }

  private static void data(byte[] binary, int lastKind) {
    ByteBuffer payload = ByteBuffer.wrap(binary);
    DataFrame frame =
        lastKind == 3
            ? DataCodec.decodeFromPage(payload, LIMITS)
            : DataCodec.decodeFromBridge(payload, LIMITS);
    assertEquals(ReferenceData.read(binary, LIMITS, lastKind), Frames.readable(frame));
    if (!(frame instanceof Fault)) {
      assertArrayEquals(binary, DataCodec.encode(frame)); // there is one way to write it
    }
  }

  /** What a client of ours reads. */
  @FuzzTest
  void fromBridge(byte[] binary) {
    data(binary, 4);
  }

  @FuzzTest
  void dataIsReadAsItWasWritten(byte[] bytes) {
    Choices choices = new Choices(bytes);
    long channel = 1 + choices.below(65_536) * 65_536L + choices.below(65_535);
    long id = choices.below(65_536) * 65_536L + choices.below(65_536);
    long millis = choices.below(65_536) * 65_536L + choices.below(65_536);
    List<byte[]> parts =
        Stream.generate(() -> choices.bytes(25)).limit(1 + choices.below(4)).toList();
    DataFrame frame =
        choices.of(
            new DataFrame.Message(channel, parts),
            new DataFrame.Request(channel, id, millis, parts),
            new DataFrame.Reply(channel, id, parts),
            new DataFrame.Item(channel, (id << 21) | (millis & 0xfffff), parts));
    byte[] encoded = DataCodec.encode(frame);
    DataFrame decoded = DataCodec.decodeFromBridge(ByteBuffer.wrap(encoded), LIMITS);
    assertEquals(Frames.readable(frame), Frames.readable(decoded));
    assertArrayEquals(
        DataCodec.label(channel), Arrays.copyOfRange(encoded, 1, 5), "the channel's place");
    if (frame instanceof DataFrame.Message) {
      byte[] after = Arrays.copyOfRange(encoded, 5, encoded.length);
      assertArrayEquals(DataCodec.afterChannel(parts), after);
    }
  }

  /** Whatever the bridge says is JSON with these members, no more and no less. */
  @FuzzTest
  void controlOfTheBridgeIsJson(byte[] bytes) throws Exception {
    Choices choices = new Choices(bytes);
    long channel = choices.below(65_535) + 1L;
    long number = choices.below(65_536);
    String text = choices.text(60);
    byte[] topic = choices.bytes(60);
    WireError error = choices.of(WireError.values());
    ServerControl frame =
        choices.of(
            new ServerControl.Refused(channel, error, text, number),
            new ServerControl.Failed(channel, number, error, text),
            new ServerControl.Closed(channel, error, text),
            new ServerControl.Wrong(channel, number, error, text),
            new ServerControl.Opened(channel, number, 9, text, text),
            new ServerControl.Subscribed(channel, List.of(topic, topic)),
            new ServerControl.Heard(channel, List.of(topic, topic)),
            new ServerControl.Dropped(channel, number, error),
            new ServerControl.Welcome(number, 9, List.of(text), LIMITS));
    Object json = ReferenceJson.read(new String(frame.encode(), UTF_8));
    Map<?, ?> members = assertInstanceOf(Map.class, json);
    String op = frame.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    assertEquals(op.equals("wrong") ? "error" : op, members.get("op"));
    if (members.containsKey("text")) {
      assertEquals(text, members.get("text"));
    }
    if (members.containsKey("code")) {
      assertEquals(0, new BigDecimal(error.code()).compareTo((BigDecimal) members.get("code")));
    }
    if (members.containsKey("topics")) {
      for (Object written : assertInstanceOf(List.class, members.get("topics"))) {
        assertArrayEquals(topic, Topic.read(written));
      }
    }
    assertFalse(members.containsValue(ReferenceJson.NULL));
  }
}
