package org.zmqwebbridge.rpc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A value becomes what the parameter's type says, or is refused; and comes back as it was. */
class ConverterFuzzTest {
  enum Colour {
    RED,
    GREEN
  }

  record Tree(String name, List<Tree> children, Optional<String> note) {}

  record Picky(int positive) {
    Picky {
      if (positive < 0) {
        throw new IllegalArgumentException("negative");
      }
    }
  }

  /** A method for each type that is tried. */
  interface Types {
    boolean truth();

    byte small();

    Short medium();

    int number();

    Long large();

    float single();

    Double fraction();

    char character();

    String text();

    BigInteger whole();

    BigDecimal exact();

    Colour colour();

    Tree tree();

    Picky picky();

    List<Integer> integers();

    Set<String> strings();

    Map<String, Tree> trees();

    Optional<Integer> maybe();

    long[] array();

    String[][] table();

    Object anything();

    JsonElement json();

    JsonObject object();

    JsonArray list();

    JsonPrimitive scalar();
  }

  private static final List<Converter> CONVERTERS =
      Arrays.stream(Types.class.getDeclaredMethods())
          .map(Method::getGenericReturnType)
          .map(Converter::of)
          .toList();

  static Stream<byte[]> requests() {
    return Exchanges.requests();
  }

  @MethodSource("requests")
  @FuzzTest
  void convert(byte[] bytes) {
    JsonElement value;
    try {
      value = StrictJson.parse(bytes, 32);
    } catch (MalformedException noJson) {
      return;
    }
    CONVERTERS.forEach(converter -> convert(converter, value));
  }

  private static void convert(Converter converter, JsonElement value) {
    Object converted;
    try {
      converted = converter.convert(value);
    } catch (ConversionException refused) {
      assertFalse(refused.getMessage().isBlank());
      assertTrue(refused.getMessage().length() < 400, "a peer's text is not repeated whole");
      return;
    }
    JsonElement back = JsonValues.of(converted);
    assertEquals(back, JsonValues.of(converter.convert(back)));
  }
}
