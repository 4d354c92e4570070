package org.zmqwebbridge.rpc.wire;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.Type;

/**
 * Turns JSON into one Java type, strictly: strings are not numbers, 1.5 is no int, what does not
 * fit is refused, and null is no primitive.
 *
 * <p>Owner thread: any (immutable). Lifetime: as long as the function whose parameter it serves.
 */
public interface Converter {

  /**
   * The value as the type.
   *
   * @throws ConversionException if the value is not what the type wants
   */
  Object convert(JsonElement value);

  /**
   * The converter for a type: primitives and their boxes, {@code BigInteger}, {@code BigDecimal},
   * {@code String}, enums, {@code List}, {@code Set}, {@code Map} with string keys, {@code
   * Optional}, arrays, records, {@code JsonElement} and its kinds, and {@code Object} (plain
   * values).
   *
   * @throws IllegalArgumentException for any other type
   */
  static Converter of(Type type) {
    return new ConverterFactory().of(type);
  }

  /** JSON itself, of one kind or any. */
  static Converter json(Class<?> kind) {
    return value -> {
      if (kind.isInstance(value)) {
        return value;
      }
      String wanted =
          kind == JsonArray.class
              ? "a list"
              : kind == JsonObject.class
                  ? "an object"
                  : kind == JsonPrimitive.class ? "a string, number or boolean" : "null";
      throw new ConversionException("must be " + wanted + ", not " + Quote.of(value));
    };
  }

  /** The same, with null for JSON's null. */
  default Converter orNull() {
    return value -> value instanceof JsonNull ? null : convert(value);
  }
}
