package org.zmqwebbridge.virtualsocket.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.json.MalformedTextException;

class OriginalWireTest {
  private static ClientFrame decode(String text) throws MalformedTextException {
    return OriginalWire.decode(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  private static String message(String text) throws MalformedTextException {
    ClientFrame.Message message = (ClientFrame.Message) decode(text);
    return message.identity() + ": " + new String(message.content(), UTF_8);
  }

  @Test
  void msgTypeConnectIsAConnectAndAnythingElseAMessage() throws Exception {
    assertEquals(
        new ClientFrame.Connect("a", "{}"),
        decode("{\"identity\":\"a\",\"content\":\"{}\",\"msg_type\":\"connect\"}"));
    assertEquals(
        "a: x", message("{\"identity\":\"a\",\"content\":\"x\",\"msg_type\":\"userlevel\"}"));
    assertEquals("a: x", message("{\"identity\":\"a\",\"content\":\"x\",\"msg_type\":7}"));
    assertEquals("a: x", message(" {\"content\":\"x\",\"more\":[1],\"identity\":\"a\"} "));
  }

  @Test
  void contentThatIsNoStringIsTheSocketsFaultNotTheConnections() throws Exception {
    assertNull(((ClientFrame.Message) decode("{\"identity\":\"a\",\"content\":1}")).content());
    assertNull(((ClientFrame.Message) decode("{\"identity\":\"a\"}")).content());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "[]",
        "\"a\"",
        "{",
        "{}",
        "{\"identity\":1}",
        "{\"identity\":null}",
        "{\"identity\":\"\"}",
        "{\"identity\":\"a\"}x",
        "{\"identity\":\"a\"}{}",
        "{\"identity\":\"a\",\"identity\":\"a\"}",
        "{\"identity\":\"a\",\"content\":\"\\ud800\"}",
        "{\"identity\":\"a\",\"content\":\"a\nb\"}",
        "{'identity':'a'}",
        "{identity:\"a\"}",
        "{\"identity\":\"a\",}",
        "{\"identity\":\"a\"/**/}",
        "{\"identity\":\"a\",\"x\":NaN}",
        "{\"identity\":\"a\",\"x\":01}",
        "{\"identity\":\"a\",\"x\":{\"y\":1,\"y\":2}}",
      })
  void whatNamesNoSocketIsMalformed(String text) {
    assertThrows(MalformedTextException.class, () -> decode(text));
  }

  @Test
  void anIdentityHasUpTo255Characters() throws Exception {
    String longest = "\ud83d\ude00".repeat(255); // counted as people count, not as chars
    assertEquals(longest, decode("{\"identity\":\"" + longest + "\"}").identity());
    assertThrows(MalformedTextException.class, () -> decode("{\"identity\":\"" + longest + "a\"}"));
  }

  @Test
  void jsonIsAtMost32LevelsDeepAndItsNumbers64CharactersLong() throws Exception {
    String deep = "{\"identity\":\"a\",\"x\":" + "[".repeat(31) + "]".repeat(31) + "}";
    assertEquals("a", decode(deep).identity());
    String deeper = "{\"identity\":\"a\",\"x\":" + "[".repeat(32) + "]".repeat(32) + "}";
    assertThrows(MalformedTextException.class, () -> decode(deeper));
    assertEquals("a", decode("{\"identity\":\"a\",\"x\":" + "1".repeat(64) + "}").identity());
    assertThrows(
        MalformedTextException.class,
        () -> decode("{\"identity\":\"a\",\"x\":" + "1".repeat(65) + "}"));
  }

  @Test
  void aNumberHasAtMost1000PlacesHoweverItIsWritten() throws Exception {
    for (String number : List.of("1e1000", "1e-1000", "0e-1000")) {
      assertEquals("a", decode("{\"identity\":\"a\",\"x\":" + number + "}").identity());
    }
    for (String number : List.of("1e1001", "1.5e-1000", "1e999999999", "0e-999999999")) {
      assertThrows(
          MalformedTextException.class,
          () -> decode("{\"identity\":\"a\",\"x\":" + number + "}"),
          number);
    }
  }

  @Test
  void textThatIsNotUtf8IsMalformed() {
    byte[] bytes = "{\"identity\":\"a\",\"content\":\"?\"}".getBytes(UTF_8);
    bytes[27] = (byte) 0xff;
    assertThrows(MalformedTextException.class, () -> OriginalWire.decode(ByteBuffer.wrap(bytes)));
  }

  @Test
  void aDeliveryIsItsThreePieces() {
    String content = "x\"\\\n\r\t\u0000\u001f\u00e9\ud83d\ude00";
    String label = new String(OriginalWire.label("a\"b"), UTF_8);
    String behind = new String(OriginalWire.behindLabel(content.getBytes(UTF_8)), UTF_8);
    assertEquals("a\\\"b", label);
    assertEquals("\",\"content\":\"x\\\"\\\\\\n\\r\\t\\u0000\\u001f\u00e9\ud83d\ude00\"}", behind);
    byte[] whole = OriginalWire.encode(new ServerFrame.Delivery("a\"b", content));
    assertEquals(
        new String(OriginalWire.BEFORE_LABEL, UTF_8) + label + behind, new String(whole, UTF_8));
    assertEquals(
        content,
        JsonParser.parseString(new String(whole, UTF_8))
            .getAsJsonObject()
            .get("content")
            .getAsString());
  }

  @Test
  void outcomesAreJsonInsideTheContentString() {
    assertEquals(
        "{\"identity\":\"a\",\"content\":\"{\\\"status\\\":\\\"success\\\"}\","
            + "\"msg_type\":\"connection_reply\"}",
        new String(OriginalWire.encode(new ServerFrame.Connected("a", null)), UTF_8));
    String failed =
        new String(OriginalWire.encode(new ServerFrame.Failed("a", "timeout", "too late")), UTF_8);
    var frame = JsonParser.parseString(failed).getAsJsonObject();
    assertEquals("error", frame.get("msg_type").getAsString());
    var content = JsonParser.parseString(frame.get("content").getAsString()).getAsJsonObject();
    assertEquals("error", content.get("status").getAsString());
    assertEquals("timeout", content.get("code").getAsString());
    assertEquals("too late", content.get("error_msg").getAsString());
  }

  @Test
  void anAskIsAnArrayWithItsReplyAddressFirst() {
    assertEquals(
        "[\"r\",\"\",\"a\\\"\",\"\ufffd\"]",
        new String(OriginalWire.ask("r", List.of("a\"".getBytes(UTF_8), new byte[] {-1})), UTF_8));
  }

  @Test
  void illFormedSequencesAreReplacedAndTheRestIsNotCopied() {
    byte[] good = "é\ufffd😀".getBytes(UTF_8);
    assertSame(good, Utf8.replacingIllFormed(good));
    byte[] bad = {'a', (byte) 0xe2, (byte) 0x82, 'b', (byte) 0xff};
    assertArrayEquals("a\ufffdb\ufffd".getBytes(UTF_8), Utf8.replacingIllFormed(bad));
    byte[] surrogate = {(byte) 0xed, (byte) 0xa0, (byte) 0x80};
    assertArrayEquals("\ufffd\ufffd\ufffd".getBytes(UTF_8), Utf8.replacingIllFormed(surrogate));
    byte[] overlong = {(byte) 0xc0, (byte) 0x80, (byte) 0xf5};
    assertArrayEquals("\ufffd\ufffd\ufffd".getBytes(UTF_8), Utf8.replacingIllFormed(overlong));
  }

  @Test
  void aFilterIsASubstring() {
    byte[] text = "weather/berlin 21".getBytes(UTF_8);
    assertEquals(true, Utf8.contains(text, "berlin".getBytes(UTF_8)));
    assertEquals(true, Utf8.contains(text, new byte[0]));
    assertEquals(true, Utf8.contains(text, text));
    assertEquals(false, Utf8.contains(text, "paris".getBytes(UTF_8)));
    assertEquals(false, Utf8.contains(new byte[0], text));
  }
}
