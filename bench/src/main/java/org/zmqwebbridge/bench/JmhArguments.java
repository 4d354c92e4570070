package org.zmqwebbridge.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JMH's own command line, with short defaults for what the user does not say. */
final class JmhArguments {
  private JmhArguments() {}

  static String[] of(List<String> words) {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("-f", "1");
    defaults.put("-wi", "3");
    defaults.put("-i", "5");
    defaults.put("-w", "1");
    defaults.put("-r", "1");
    defaults.put("-prof", "gc");
    List<String> all = new ArrayList<>(words);
    defaults.forEach(
        (option, value) -> {
          if (!words.contains(option)) {
            all.add(option);
            all.add(value);
          }
        });
    return all.toArray(String[]::new);
  }
}
