package org.zmqwebbridge.rpc.wire;

import com.google.gson.JsonElement;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The converters of values without parts. */
final class Scalars {
  static final Map<Class<?>, Converter> BY_TYPE =
      Map.ofEntries(
          Map.entry(boolean.class, Scalars::truth),
          Map.entry(byte.class, whole("byte", BigDecimal::byteValueExact)),
          Map.entry(short.class, whole("short", BigDecimal::shortValueExact)),
          Map.entry(int.class, whole("int", BigDecimal::intValueExact)),
          Map.entry(long.class, whole("long", BigDecimal::longValueExact)),
          Map.entry(float.class, fraction("float", BigDecimal::floatValue, Float::isFinite)),
          Map.entry(double.class, fraction("double", BigDecimal::doubleValue, Double::isFinite)),
          Map.entry(char.class, Scalars::character),
          Map.entry(BigInteger.class, whole("BigInteger", BigDecimal::toBigIntegerExact)),
          Map.entry(BigDecimal.class, value -> number("number", value)),
          Map.entry(String.class, Scalars::string));

  private Scalars() {}

  private static ConversionException mustBe(String wanted, JsonElement value) {
    return new ConversionException("must be " + wanted + ", not " + Quote.of(value));
  }

  private static Object truth(JsonElement value) {
    if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean()) {
      return value.getAsBoolean();
    }
    throw mustBe("true or false", value);
  }

  static String string(JsonElement value) {
    if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()) {
      return value.getAsString();
    }
    throw mustBe("a string", value);
  }

  private static Object character(JsonElement value) {
    String text = string(value);
    if (text.length() != 1) {
      throw mustBe("a string of one character", value);
    }
    return text.charAt(0);
  }

  static BigDecimal number(String wanted, JsonElement value) {
    if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()) {
      return value.getAsBigDecimal();
    }
    throw mustBe("a " + wanted, value);
  }

  private static Converter whole(String type, Function<BigDecimal, Object> exact) {
    String wanted = "whole number that fits " + (type.equals("int") ? "an " : "a ") + type;
    return value -> {
      try {
        return exact.apply(number(wanted, value));
      } catch (ArithmeticException fractionOrTooBig) {
        throw mustBe("a " + wanted, value);
      }
    };
  }

  private static <T> Converter fraction(
      String type, Function<BigDecimal, T> rounded, Predicate<T> isFinite) {
    String wanted = "number that fits a " + type;
    return value -> {
      T number = rounded.apply(number(wanted, value));
      if (!isFinite.test(number)) {
        throw mustBe("a " + wanted, value);
      }
      return number;
    };
  }

  static Converter constant(Class<?> type) {
    List<?> constants = Arrays.asList(type.getEnumConstants());
    List<String> names = constants.stream().map(c -> ((Enum<?>) c).name()).toList();
    return value -> {
      int index = names.indexOf(value.isJsonPrimitive() ? string(value) : null);
      if (index < 0) {
        throw mustBe("one of " + String.join(", ", names), value);
      }
      return constants.get(index);
    };
  }
}
