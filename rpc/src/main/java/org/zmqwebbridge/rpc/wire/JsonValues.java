package org.zmqwebbridge.rpc.wire;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Java values as JSON: what a function may return, and what a caller may pass. */
public final class JsonValues {
  private static final int MAX_DEPTH = 32;

  private JsonValues() {}

  /**
   * The value as JSON: null, strings, numbers, booleans, characters, enums (by name), optionals,
   * iterables, arrays, maps, records, and JSON itself.
   *
   * @throws IllegalArgumentException if it is something else, holds something else, is not finite,
   *     or is nested deeper than 32 levels
   */
  public static JsonElement of(Object value) {
    return of(value, 0);
  }

  /**
   * Reads JSON text that a developer wrote.
   *
   * @throws MalformedException if it is not JSON
   */
  public static JsonElement parse(String json) {
    return StrictJson.parse(json.getBytes(StandardCharsets.UTF_8), MAX_DEPTH);
  }

  private static JsonElement of(Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "a value is nested deeper than " + MAX_DEPTH + " levels, or holds itself");
    }
    JsonElement scalar = scalar(value);
    return scalar != null ? scalar : structure(value, depth);
  }

  private static JsonElement scalar(Object value) {
    if (value == null) {
      return JsonNull.INSTANCE;
    } else if (value instanceof JsonElement json) {
      return json;
    } else if (value instanceof CharSequence text) {
      return new JsonPrimitive(text.toString());
    } else if (value instanceof Number number) {
      return finite(number);
    } else if (value instanceof Boolean truth) {
      return new JsonPrimitive(truth);
    } else if (value instanceof Character character) {
      return new JsonPrimitive(character);
    } else if (value instanceof Enum<?> constant) {
      return new JsonPrimitive(constant.name());
    }
    return null;
  }

  private static JsonElement finite(Number number) {
    if (!Double.isFinite(number.doubleValue())
        && (number instanceof Double || number instanceof Float)) {
      throw new IllegalArgumentException("JSON has no " + number);
    }
    return new JsonPrimitive(number);
  }

  private static JsonElement structure(Object value, int depth) {
    if (value instanceof Optional<?> optional) {
      return of(optional.orElse(null), depth);
    } else if (value instanceof Iterable<?> items) {
      JsonArray array = new JsonArray();
      items.forEach(item -> array.add(of(item, depth + 1)));
      return array;
    } else if (value instanceof Map<?, ?> map) {
      return object(map, depth);
    } else if (value.getClass().isArray()) {
      return array(value, depth);
    } else if (value instanceof Record row) {
      return object(row, depth);
    }
    throw new IllegalArgumentException(
        "a " + value.getClass().getName() + " has no JSON form; use a record, a map or a list");
  }

  private static JsonElement array(Object values, int depth) {
    JsonArray array = new JsonArray();
    for (int i = 0; i < Array.getLength(values); i++) {
      array.add(of(Array.get(values, i), depth + 1));
    }
    return array;
  }

  private static JsonElement object(Map<?, ?> map, int depth) {
    JsonObject object = new JsonObject();
    map.forEach((key, value) -> object.add(String.valueOf(key), of(value, depth + 1)));
    return object;
  }

  private static JsonElement object(Record row, int depth) {
    JsonObject object = new JsonObject();
    for (RecordComponent component : row.getClass().getRecordComponents()) {
      object.add(component.getName(), of(read(component.getAccessor(), row), depth + 1));
    }
    return object;
  }

  private static Object read(Method accessor, Record row) {
    try {
      accessor.setAccessible(true);
      return accessor.invoke(row);
    } catch (IllegalAccessException | InvocationTargetException unreadable) {
      throw new IllegalArgumentException("cannot read " + accessor, unreadable);
    }
  }
}
