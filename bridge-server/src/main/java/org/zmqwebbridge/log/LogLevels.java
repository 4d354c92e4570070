package org.zmqwebbridge.log;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which loggers write what: a level for all, and others by the beginning of a logger's name, cut at
 * a dot; the longest wins.
 *
 * @param general in SLF4J's numbers, as all levels here; {@link #OFF} for none
 * @param byName of packages and classes
 */
public record LogLevels(int general, Map<String, Integer> byName) {
  /** Above every level. */
  public static final int OFF = Integer.MAX_VALUE;

  private static final String JETTY = "org.eclipse.jetty";

  /** What is written unless a setting says otherwise. */
  public static final LogLevels DEFAULT = new LogLevels(20, Map.of());

  /** Jetty's loggers are at warn unless they are named, or all are asked for less. */
  public LogLevels {
    Map<String, Integer> all = new TreeMap<>(byName);
    all.putIfAbsent(JETTY, Math.max(30, general));
    byName = Map.copyOf(all);
  }

  /** The lowest level that this logger writes. */
  int of(String logger) {
    for (String name = logger; ; name = name.substring(0, name.lastIndexOf('.'))) {
      Integer level = byName.get(name);
      if (level != null) {
        return level;
      }
      if (name.indexOf('.') < 0) {
        return general;
      }
    }
  }
}
