package org.zmqwebbridge.mongrel2.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A filter: code in C that Mongrel2 loads, and that nothing here can.
 *
 * @param name the file of its library
 * @param settings text, numbers, lists and maps
 */
public record FilterSpec(String name, Map<String, Object> settings) {
  /**
   * @throws IllegalArgumentException if it has no name
   */
  public FilterSpec {
    Checks.filled(name, "a Filter's name");
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }
}
