package org.zmqwebbridge.mongrel2.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.fuzz.Choices;
import org.zmqwebbridge.tnetstring.MalformedTnetstringException;
import org.zmqwebbridge.tnetstring.TnetstringReader;

/** Whatever clients send, headers are valid JSON and tnetstrings, and mean what was sent. */
class HeaderBlockFuzzTest {
  static Stream<byte[]> seeds() {
    return Stream.of("\u0005plain", "\u0004\"\\\n\u00ff", "\u0004caf\u00c3\u00a9\u0002ab")
        .map(text -> text.getBytes(ISO_8859_1));
  }

  @MethodSource("seeds")
  @FuzzTest
  void written(byte[] bytes) throws MalformedTnetstringException, CharacterCodingException {
    Choices choices = new Choices(bytes);
    List<String> values = new ArrayList<>();
    do {
      values.add(new String(choices.bytes(200), ISO_8859_1));
    } while (choices.hasMore());
    HeaderBlock json = HeaderBlock.json().add("all", values);
    HeaderBlock tnetstrings = HeaderBlock.tnetstring().add("all", values);
    for (int i = 0; i < values.size(); i++) {
      json.add("n" + i, values.get(i));
      tnetstrings.add("n" + i, values.get(i));
    }
    checkJson(values, block(json, '{', '}'));
    checkTnetstrings(values, block(tnetstrings, ' ', '}'));
  }

  private static byte[] block(HeaderBlock headers, char first, char last) {
    byte[] message = RequestMessage.write("me", 1, "/", headers, new byte[0]);
    String text = new String(message, ISO_8859_1);
    assertTrue(text.startsWith("me 1 / ") && text.endsWith("0:,"), text);
    String rest = text.substring("me 1 /".length());
    return rest.substring(rest.indexOf(first), rest.lastIndexOf(last) + 1).getBytes(ISO_8859_1);
  }

  private static void checkJson(List<String> values, byte[] block) throws CharacterCodingException {
    String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(block)).toString();
    Map<String, JsonElement> read = JsonParser.parseString(text).getAsJsonObject().asMap();
    JsonArray all = read.get("all").getAsJsonArray();
    for (int i = 0; i < values.size(); i++) {
      assertEquals(meant(values.get(i)), all.get(i).getAsString());
      assertEquals(meant(values.get(i)), read.get("n" + i).getAsString());
    }
  }

  private static String meant(String value) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(value.getBytes(ISO_8859_1))).toString();
    } catch (CharacterCodingException other) {
      return value;
    }
  }

  private static void checkTnetstrings(List<String> values, byte[] block)
      throws MalformedTnetstringException {
    Map<?, ?> read = (Map<?, ?>) TnetstringReader.whole(block, 1);
    for (int i = 0; i < values.size(); i++) {
      assertEquals(values.get(i), new String((byte[]) read.get("n" + i), ISO_8859_1));
    }
  }
}
