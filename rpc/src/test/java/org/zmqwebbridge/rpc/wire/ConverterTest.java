package org.zmqwebbridge.rpc.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strict conversion from JSON to Java. */
class ConverterTest {

  enum Colour {
    RED,
    GREEN
  }

  record Point(int x, int y) {}

  record Tree(String name, List<Tree> children, Optional<String> note) {}

  record Picky(int positive) {
    Picky {
      if (positive < 0) {
        throw new IllegalArgumentException("negative");
      }
    }
  }

  /** Holders of generic types. */
  interface Types {
    List<Integer> integers();

    Map<String, Point> points();

    Set<String> strings();

    Optional<Integer> maybe();

    List<?> wild();

    Map<Integer, String> oddKeys();
  }

  private static Type type(String method) {
    try {
      return Types.class.getDeclaredMethod(method).getGenericReturnType();
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  private static Object convert(Type type, String json) {
    return Converter.of(type).convert(JsonValues.parse(json));
  }

  private static String refusal(Type type, String json) {
    ConversionException wrong = assertThrows(ConversionException.class, () -> convert(type, json));
    return wrong.path() + " " + wrong.getMessage();
  }

  @Test
  void whatFitsIsConverted() {
    assertEquals((byte) -128, convert(byte.class, "-128"));
    assertEquals((short) 7, convert(Short.class, "7"));
    assertEquals(Integer.MAX_VALUE, convert(int.class, "2147483647"));
    assertEquals(3, convert(int.class, "3.0"));
    assertEquals(Long.MIN_VALUE, convert(long.class, "-9223372036854775808"));
    assertEquals(1.5f, convert(float.class, "1.5"));
    assertEquals(1e300, convert(Double.class, "1e300"));
    assertEquals(
        new BigInteger("123456789012345678901"),
        convert(BigInteger.class, "123456789012345678901"));
    assertEquals(new BigDecimal("0.10"), convert(BigDecimal.class, "0.10"));
    assertEquals(true, convert(boolean.class, "true"));
    assertEquals('x', convert(char.class, "\"x\""));
    assertEquals(Colour.GREEN, convert(Colour.class, "\"GREEN\""));
    assertEquals(List.of(1, 2), convert(type("integers"), "[1,2]"));
    assertEquals(
        Map.of("a", new Point(1, 2)), convert(type("points"), "{\"a\":{\"x\":1,\"y\":2}}"));
    assertEquals(Set.of("a"), convert(type("strings"), "[\"a\",\"a\"]"));
    assertEquals(Optional.of(4), convert(type("maybe"), "4"));
    assertEquals(Optional.empty(), convert(type("maybe"), "null"));
    assertArrayEquals(new int[] {1, 2}, (int[]) convert(int[].class, "[1,2]"));
    assertEquals(JsonNull.INSTANCE, convert(JsonElement.class, "null"));
    assertEquals(new JsonArray(), convert(JsonArray.class, "[]"));
  }

  @Test
  void aRecordMayHoldItsOwnKind() {
    Tree leaf = new Tree("leaf", List.of(), Optional.empty());
    assertEquals(
        new Tree("root", List.of(leaf), Optional.of("n")),
        convert(
            Tree.class,
            "{\"name\":\"root\",\"children\":[{\"name\":\"leaf\",\"children\":[]}],\"note\":\"n\"}"));
  }

  @Test
  void objectsArePlainValues() {
    assertEquals(
        Arrays.asList(1L, 1.5, true, "x", null, Map.of("a", List.of())),
        convert(Object.class, "[1,1.5,true,\"x\",null,{\"a\":[]}]"));
    assertEquals(
        new BigInteger("9223372036854775808"), convert(Object.class, "9223372036854775808"));
    assertEquals(Collections.singletonList(null), convert(List.class, "[null]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int|1.5|whole number that fits an int, not 1.5",
        "int|2147483648|fits an int",
        "int|1e400|fits an int",
        "byte|128|fits a byte",
        "long|9223372036854775808|fits a long",
        "float|1e39|fits a float",
        "double|1e309|fits a double",
        "double|\"1\"|not the string \"1\"",
        "int|true|not true",
        "int|null|not null",
        "boolean|null|true or false, not null",
        "boolean|0|true or false, not 0",
        "boolean|\"true\"|true or false",
        "char|\"xy\"|one character",
        "char|null|not null",
      })
  void whatDoesNotFitAPrimitiveIsRefused(String type, String json, String because) {
    Class<?> primitive =
        Scalars.BY_TYPE.keySet().stream()
            .filter(c -> c.getName().equals(type))
            .findAny()
            .orElseThrow();
    String refusal = refusal(primitive, json);
    assertTrue(refusal.contains(because), refusal);
  }

  @Test
  void whatIsOfAnotherKindIsRefusedAndSaysWhere() {
    assertEquals(" must be a string, not 5", refusal(String.class, "5"));
    assertEquals(
        " must be one of RED, GREEN, not the string \"red\"", refusal(Colour.class, "\"red\""));
    assertEquals(
        "[1] must be a whole number that fits an int, not the string \"2\"",
        refusal(type("integers"), "[1,\"2\"]"));
    assertEquals(".a.y is missing", refusal(type("points"), "{\"a\":{\"x\":1}}"));
    assertEquals(" has an unknown member \"z\"", refusal(Point.class, "{\"x\":1,\"y\":2,\"z\":3}"));
    assertEquals(" must be an object with x, y, not a list", refusal(Point.class, "[1,2]"));
    assertEquals(" was refused by Picky", refusal(Picky.class, "{\"positive\":-1}"));
    assertEquals(" must be a list, not an object", refusal(JsonArray.class, "{}"));
    assertEquals(" must be an object, not null", refusal(JsonObject.class, "null"));
  }

  @Test
  void typesWithoutAJsonFormAreRefusedBeforeAnyCall() {
    for (Type type : List.of(Thread.class, Runnable.class, type("wild"), type("oddKeys"))) {
      assertThrows(IllegalArgumentException.class, () -> Converter.of(type), type.getTypeName());
    }
  }
}
