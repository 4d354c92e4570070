package org.zmqwebbridge.log;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.event.Level;

/**
 * Which loggers write what: a level for all, and others by the beginning of a logger's name, cut at
 * a dot; the longest wins.
 *
 * <p>Immutable.
 *
 * @param general in SLF4J's numbers, as all levels here; {@link #OFF} for none
 * @param byName of packages and classes
 */
public record LogLevels(int general, Map<String, Integer> byName) {
  /** Above every level. */
  public static final int OFF = Integer.MAX_VALUE;

  /**
   * The least that is ever written of the libraries that handle what strangers send: their details
   * are whole requests, with cookies and tokens.
   */
  public static final int LEAST_OF_LIBRARIES = Level.INFO.toInt();

  private static final String JETTY = "org.eclipse.jetty";

  private static final List<String> LIBRARIES =
      List.of(JETTY, "io.micrometer", "io.prometheus", "com.nimbusds");

  /** What is written unless a setting says otherwise. */
  public static final LogLevels DEFAULT = new LogLevels(Level.INFO.toInt(), Map.of());

  /** Jetty's loggers are at warn unless they are named, or all are asked for less. */
  public LogLevels {
    Map<String, Integer> all = new TreeMap<>(byName);
    all.putIfAbsent(JETTY, Math.max(Level.WARN.toInt(), general));
    byName = Map.copyOf(all);
  }

  /** Whether a logger is of a library that comes with the bridge: not ours, no application's. */
  public static boolean isLibrary(String logger) {
    return LIBRARIES.stream()
        .anyMatch(name -> logger.equals(name) || logger.startsWith(name + "."));
  }

  /** The lowest level that this logger writes. */
  int of(String logger) {
    int level = named(logger);
    return isLibrary(logger) ? Math.max(LEAST_OF_LIBRARIES, level) : level;
  }

  private int named(String logger) {
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
