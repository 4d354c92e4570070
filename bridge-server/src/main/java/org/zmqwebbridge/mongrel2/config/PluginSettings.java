package org.zmqwebbridge.mongrel2.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.tnetstring.MalformedTnetstringException;
import org.zmqwebbridge.tnetstring.TnetstringReader;
import org.zmqwebbridge.tnetstring.TnetstringWriter;

/**
 * The settings of filters and their like as databases have them: a tnetstring's dictionary. Pure.
 */
final class PluginSettings {
  private PluginSettings() {}

  /**
   * @throws IllegalArgumentException if the text is no such dictionary
   */
  static Map<String, Object> read(String text) {
    try {
      if (TnetstringReader.whole(text.getBytes(UTF_8), 0) instanceof Map<?, ?> map) {
        return plain(map);
      }
    } catch (MalformedTnetstringException wrong) {
      throw new IllegalArgumentException(
          "settings are no tnetstring: " + wrong.getMessage(), wrong);
    }
    throw new IllegalArgumentException("settings are no dictionary: " + Checks.quoted(text));
  }

  static String write(Map<String, Object> settings) {
    return new String(TnetstringWriter.write(settings), UTF_8);
  }

  private static Map<String, Object> plain(Map<?, ?> map) {
    Map<String, Object> plain = new LinkedHashMap<>();
    map.forEach((key, value) -> plain.put(String.valueOf(key), value(value)));
    return plain;
  }

  private static Object value(Object value) {
    if (value instanceof byte[] bytes) {
      return new String(bytes, UTF_8);
    } else if (value instanceof Map<?, ?> map) {
      return plain(map);
    } else if (value instanceof List<?> list) {
      List<Object> plain = new ArrayList<>();
      list.forEach(each -> plain.add(value(each)));
      return plain;
    }
    return value;
  }
}
