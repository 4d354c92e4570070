package org.zmqwebbridge.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Turns values that another reader has made into settings that know where they were written.
 *
 * <p>Immutable.
 *
 * @param place what a place is called, by its keys with dots between
 */
record SettingTree(UnaryOperator<String> place) {

  Setting.Mapping mapping(Map<?, ?> tree, String path) {
    Setting.Mapping mapping = Setting.Mapping.empty(place.apply(path));
    tree.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          String below = path.isEmpty() ? name : path + "." + name;
          mapping.members().put(name, setting(value, below));
        });
    return mapping;
  }

  private Setting setting(Object value, String path) {
    if (value instanceof Map<?, ?> map) {
      return mapping(map, path);
    }
    if (value instanceof List<?> list) {
      List<Setting> elements = new ArrayList<>();
      for (Object element : list) {
        elements.add(setting(element, path + "[" + elements.size() + "]"));
      }
      return new Setting.Sequence(elements, place.apply(path));
    }
    return new Setting.Scalar(value == null ? "" : value.toString(), place.apply(path));
  }
}
