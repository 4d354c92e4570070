package org.zmqwebbridge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.edge.access.AccessFormat;
import org.zmqwebbridge.edge.access.AccessSettings;
import org.zmqwebbridge.log.LineLoggers;
import org.zmqwebbridge.log.LogFormat;
import org.zmqwebbridge.log.LogLevels;

/**
 * How much is logged, and how it looks.
 *
 * <p>Immutable.
 *
 * @param levels which loggers write what
 * @param format of a line
 * @param access of the access log
 */
record LogSettings(LogLevels levels, LogFormat format, AccessSettings access) {
  static final LogSettings DEFAULTS =
      new LogSettings(LogLevels.DEFAULT, LogFormat.TEXT, AccessSettings.OFF);

  private static final int MAX_ACCESS_LINES = 1_000_000;

  private static final Map<String, Optional<AccessFormat>> ACCESS_FORMATS =
      new TreeMap<>(
          Map.of(
              "off", Optional.empty(),
              "combined", Optional.of(AccessFormat.COMBINED),
              "json", Optional.of(AccessFormat.JSON)));

  private static final Map<String, LogFormat> FORMATS =
      new TreeMap<>(Map.of("text", LogFormat.TEXT, "json", LogFormat.JSON));

  /**
   * Reads them.
   *
   * @throws org.zmqwebbridge.config.ConfigException if one is unknown or wrong
   */
  static LogSettings read(Section log) {
    int general = log.parsed("level", LogSettings::level).orElse(DEFAULTS.levels.general());
    LogFormat format = log.choice("format", FORMATS).orElse(DEFAULTS.format);
    AccessSettings access =
        new AccessSettings(
            log.choice("access", ACCESS_FORMATS).orElse(DEFAULTS.access.format()),
            (int) log.number("accessPerSecond", DEFAULTS.access.perSecond(), 1, MAX_ACCESS_LINES));
    Map<String, Integer> byName = new TreeMap<>();
    Section levels = log.section("levels").flattened();
    for (String name : levels.orderedKeys()) {
      levels.parsed(name, word -> level(name, word)).ifPresent(level -> byName.put(name, level));
    }
    levels.end();
    log.end();
    return new LogSettings(new LogLevels(general, byName), format, access);
  }

  /** Those of the program's log that are others than these, by their names. */
  List<String> differences(LogSettings former) {
    List<String> names = new ArrayList<>();
    if (levels.general() != former.levels.general()) {
      names.add("log.level");
    }
    if (!levels.byName().equals(former.levels.byName())) {
      names.add("log.levels");
    }
    if (format != former.format) {
      names.add("log.format");
    }
    return names;
  }

  /** Has the program's log follow these from now on; an application's own log is left alone. */
  void apply() {
    if (LoggerFactory.getILoggerFactory() instanceof LineLoggers loggers) {
      loggers.use(levels);
      loggers.use(format);
    }
  }

  private static int level(String logger, String text) {
    int level = level(text);
    if (LogLevels.isLibrary(logger) && level < LogLevels.LEAST_OF_LIBRARIES) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" would write what pages send, their secrets too; info is the least that this"
              + " log takes of it");
    }
    return level;
  }

  private static int level(String text) {
    String name = text.toUpperCase(Locale.ROOT);
    if (name.equals("OFF")) {
      return LogLevels.OFF;
    }
    for (Level level : Level.values()) {
      if (level.name().equals(name)) {
        return level.toInt();
      }
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is no level: trace, debug, info, warn, error or off");
  }
}
