package org.zmqwebbridge.rpc.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** What peers send is read as Gson's own strict tree has it, or refused; never otherwise. */
class StrictJsonFuzzTest {
  private static final int MAX_DEPTH = 32;
  private static final Gson ORACLE = new GsonBuilder().setStrictness(Strictness.STRICT).create();

  static Stream<byte[]> requests() {
    return Exchanges.requests();
  }

  @MethodSource("requests")
  @FuzzTest
  void parse(byte[] bytes) {
    JsonElement value;
    try {
      value = StrictJson.parse(bytes, MAX_DEPTH);
    } catch (MalformedException refused) {
      assertFalse(refused.getMessage().isBlank());
      assertTrue(refused.getMessage().length() < 300, "a peer's text is not repeated whole");
      return;
    }
    String text = new String(bytes, UTF_8);
    assertTrue(Arrays.equals(bytes, text.getBytes(UTF_8)), "that was no UTF-8");
    assertEquals(ORACLE.fromJson(text, JsonElement.class), value);
    bounded(value, MAX_DEPTH);
    assertEquals(value, StrictJson.parse(StrictJson.encode(value), MAX_DEPTH));
  }

  private static void bounded(JsonElement value, int levels) {
    if (value.isJsonArray()) {
      assertTrue(levels > 0);
      value.getAsJsonArray().forEach(element -> bounded(element, levels - 1));
    } else if (value.isJsonObject()) {
      assertTrue(levels > 0);
      value.getAsJsonObject().asMap().values().forEach(member -> bounded(member, levels - 1));
    } else if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
      BigDecimal number = primitive.getAsBigDecimal();
      assertTrue(Math.abs(number.scale()) <= 1_000 && number.precision() <= 64);
    }
  }

  @MethodSource("requests")
  @FuzzTest
  void request(byte[] bytes) {
    Request request;
    try {
      request = Request.parse(bytes, MAX_DEPTH, 4);
    } catch (MalformedException refused) {
      assertFalse(refused.getMessage().isBlank());
      return;
    }
    assertTrue(request.args().size() + request.kwargs().size() <= 4);
    assertEquals(request, Request.parse(request.encode(), MAX_DEPTH + 2, 4));
    assertThrows(UnsupportedOperationException.class, () -> request.args().add(null));
  }

  @FuzzTest
  void answer(byte[] bytes) {
    try {
      Answer answer = Answer.parse(bytes, MAX_DEPTH);
      assertEquals(answer, Answer.parse(answer.encode(), MAX_DEPTH + 1));
    } catch (MalformedException refused) {
      assertFalse(refused.getMessage().isBlank());
    }
  }
}
