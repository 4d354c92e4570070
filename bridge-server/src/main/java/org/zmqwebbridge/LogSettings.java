package org.zmqwebbridge;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.zmqwebbridge.config.ConfigSources;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.log.LineLoggers;
import org.zmqwebbridge.log.LogFormat;
import org.zmqwebbridge.log.LogLevels;

/**
 * How much is logged, and how it looks.
 *
 * @param levels which loggers write what
 * @param format of a line
 */
record LogSettings(LogLevels levels, LogFormat format) {
  /**
   * Reads them.
   *
   * @throws org.zmqwebbridge.config.ConfigException if one is unknown or wrong
   */
  static LogSettings read(Section log) {
    int general = log.parsed("level", LogSettings::level).orElse(Level.INFO.toInt());
    LogFormat format = log.parsed("format", LogSettings::format).orElse(LogFormat.TEXT);
    Map<String, Integer> byName = new TreeMap<>();
    Section levels = log.section("levels");
    for (String name : levels.keys()) {
      levels.parsed(name, LogSettings::level).ifPresent(level -> byName.put(name, level));
    }
    levels.end();
    log.end();
    return new LogSettings(new LogLevels(general, byName), format);
  }

  /** Has the program's log follow these from now on; an application's own log is left alone. */
  static void apply(ConfigSources sources) {
    if (LoggerFactory.getILoggerFactory() instanceof LineLoggers loggers) {
      LogSettings settings = read(sources.read().section("log"));
      loggers.use(settings.levels);
      loggers.use(settings.format);
    }
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

  private static LogFormat format(String text) {
    return switch (text) {
      case "text" -> LogFormat.TEXT;
      case "json" -> LogFormat.JSON;
      default -> throw new IllegalArgumentException("\"" + text + "\" is no format: text or json");
    };
  }
}
