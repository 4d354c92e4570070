package org.zmqwebbridge.auth.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.auth.Decision;

/** Whatever a service answers, it is a yes only if its JSON says {@code "allow": true}. */
class HttpAnswerFuzzTest {
  static Stream<byte[]> answers() {
    return Stream.of(
            "{\"allow\":true}",
            "{\"allow\":false,\"reason\":\"no\"}",
            "{\"allow\":true,\"principal\":\"hugo\",\"expiresIn\":60,\"topics\":[\"a/\",\"b/\"]}")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("answers")
  @FuzzTest
  void parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    Decision decision;
    try {
      decision = HttpAnswer.parse(text, Instant.EPOCH);
    } catch (IllegalArgumentException refused) {
      return;
    }
    JsonObject object = JsonParser.parseString(text).getAsJsonObject();
    assertTrue(object.get("allow").isJsonPrimitive());
    assertTrue(
        decision instanceof Decision.Allowed == object.get("allow").toString().equals("true"));
  }
}
