package org.zmqwebbridge.rpc.wire;

import com.google.gson.JsonElement;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** The converters of lists, sets, arrays and maps. */
final class Containers {

  private Containers() {}

  static Converter list(Converter item) {
    return value -> items(value, item);
  }

  static Converter set(Converter item) {
    return value -> new LinkedHashSet<>(items(value, item));
  }

  static Converter array(Class<?> type, Converter item) {
    return value -> {
      List<Object> items = items(value, item);
      Object array = Array.newInstance(type, items.size());
      for (int i = 0; i < items.size(); i++) {
        Array.set(array, i, items.get(i));
      }
      return array;
    };
  }

  static Converter map(Converter member) {
    return value -> {
      if (!value.isJsonObject()) {
        throw new ConversionException("must be an object, not " + Quote.of(value));
      }
      Map<String, Object> map = new LinkedHashMap<>();
      value
          .getAsJsonObject()
          .asMap()
          .forEach((name, json) -> map.put(name, inside("." + name, member, json)));
      return map;
    };
  }

  private static List<Object> items(JsonElement value, Converter item) {
    if (!value.isJsonArray()) {
      throw new ConversionException("must be a list, not " + Quote.of(value));
    }
    List<Object> items = new ArrayList<>();
    for (JsonElement json : value.getAsJsonArray()) {
      items.add(inside("[" + items.size() + "]", item, json));
    }
    return items;
  }

  private static Object inside(String step, Converter converter, JsonElement value) {
    try {
      return converter.convert(value);
    } catch (ConversionException wrong) {
      throw wrong.inside(step);
    }
  }
}
