package org.zmqwebbridge;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.ConfigSources;
import org.zmqwebbridge.config.Section;

/** How much is logged. To be applied before the first logger is made. */
final class LogSettings {
  private static final Set<String> LEVELS =
      Set.of("trace", "debug", "info", "warn", "error", "off");
  private static final String BACKEND = "org.slf4j.simpleLogger.";

  private LogSettings() {}

  /** Applies them; what is wrong with them is said by who reads all settings. */
  static void apply(ConfigSources sources) {
    try {
      properties(sources.read().section("log")).forEach(System::setProperty);
    } catch (ConfigException wrong) {
      // and the start ends there
    }
  }

  /** Only checks them: an application that embeds the bridge has a log of its own. */
  static void check(Section log) {
    Map<String, String> unused = properties(log);
  }

  private static Map<String, String> properties(Section log) {
    Map<String, String> properties = new TreeMap<>();
    log.parsed("level", LogSettings::level)
        .ifPresent(level -> properties.put(BACKEND + "defaultLogLevel", level));
    Section levels = log.section("levels");
    for (String name : levels.keys()) {
      levels
          .parsed(name, LogSettings::level)
          .ifPresent(level -> properties.put(BACKEND + "log." + name, level));
    }
    levels.end();
    log.end();
    return properties;
  }

  private static String level(String text) {
    String level = text.toLowerCase(Locale.ROOT);
    if (!LEVELS.contains(level)) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no level: trace, debug, info, warn, error or off");
    }
    return level;
  }
}
