package org.zmqwebbridge.spring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Spells properties as {@code zwb.yaml} does: {@code public-origin}, and the {@code PUBLICORIGIN}
 * of a variable, are its {@code publicOrigin}; {@code hosts[0]} and {@code a,b} are lists.
 *
 * <p>Owner thread: none; nothing is kept.
 */
final class Spelling {
  private Spelling() {}

  /** A section; what the schema does not know stays as it is, for the bridge to refuse. */
  static Map<String, Object> section(Map<?, ?> written, SchemaNode node) {
    Map<String, SchemaNode> members = node.members();
    Map<String, Object> spelled = new LinkedHashMap<>();
    written.forEach(
        (key, value) -> {
          String name = name(String.valueOf(key), members);
          SchemaNode below =
              Optional.ofNullable(members.get(name)).or(node::others).orElse(SchemaNode.UNKNOWN);
          spelled.putIfAbsent(name, value(value, below)); // the first is of the stronger source
        });
    return spelled;
  }

  private static String name(String written, Map<String, SchemaNode> members) {
    String plain = plain(written);
    return members.keySet().stream()
        .filter(name -> plain(name).equals(plain))
        .findFirst()
        .orElse(written);
  }

  /** What two spellings of one name have in common. */
  static String plain(String name) {
    return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }

  private static Object value(Object value, SchemaNode node) {
    if (value instanceof Map<?, ?> map) {
      return node.elements().isPresent() && isNumbered(map)
          ? list(map, node.elements().get())
          : section(map, node);
    }
    if (value instanceof String text) {
      return node.isList() ? words(text) : word(text, node);
    }
    return value;
  }

  /** As editors complete it, {@code sub} is the type {@code SUB}. */
  private static String word(String text, SchemaNode node) {
    return node.words().stream()
        .filter(word -> plain(word).equals(plain(text)))
        .findFirst()
        .orElse(text);
  }

  private static boolean isNumbered(Map<?, ?> map) {
    return map.keySet().stream().allMatch(key -> String.valueOf(key).matches("[0-9]{1,6}"));
  }

  private static List<Object> list(Map<?, ?> numbered, SchemaNode node) {
    Map<Integer, Object> inOrder = new TreeMap<>();
    numbered.forEach((key, value) -> inOrder.put(Integer.valueOf(String.valueOf(key)), value));
    List<Object> list = new ArrayList<>();
    inOrder.values().forEach(value -> list.add(value(value, node)));
    return list;
  }

  private static List<String> words(String text) {
    return text.isBlank()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(String::trim).toList();
  }
}
