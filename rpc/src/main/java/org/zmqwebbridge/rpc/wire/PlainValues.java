package org.zmqwebbridge.rpc.wire;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * JSON as the plain values of {@code java.lang} and {@code java.util}: {@code Long} (or {@code
 * BigInteger}) for whole numbers, {@code Double} for others, {@code List}, {@code Map}.
 */
final class PlainValues {
  private static final Converter LIST = Containers.list(PlainValues::of);
  private static final Converter MAP = Containers.map(PlainValues::of);

  private PlainValues() {}

  static Object of(JsonElement value) {
    if (value.isJsonNull()) {
      return null;
    } else if (value.isJsonArray()) {
      return LIST.convert(value);
    } else if (value.isJsonObject()) {
      return MAP.convert(value);
    }
    JsonPrimitive primitive = value.getAsJsonPrimitive();
    if (primitive.isNumber()) {
      return number(primitive);
    }
    return primitive.isBoolean() ? (Object) primitive.getAsBoolean() : primitive.getAsString();
  }

  private static Object number(JsonPrimitive value) {
    BigDecimal number = value.getAsBigDecimal();
    if (number.scale() != 0) {
      return Scalars.BY_TYPE.get(double.class).convert(value);
    }
    BigInteger whole = number.toBigIntegerExact();
    return whole.bitLength() < Long.SIZE ? (Object) whole.longValueExact() : whole;
  }
}
