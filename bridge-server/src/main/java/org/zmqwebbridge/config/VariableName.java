package org.zmqwebbridge.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The name of an environment variable that is a setting: {@code ZWB_LIMITS__MAX_MESSAGE_BYTES}. */
final class VariableName {
  static final String PREFIX = "ZWB_";

  private VariableName() {}

  /**
   * The keys that it stands for: {@code limits}, {@code maxMessageBytes}.
   *
   * @throws ConfigException if it stands for none
   */
  static List<String> path(String name) {
    if (!isWellFormed(name)) {
      throw new ConfigException(
          ConfigSources.VARIABLE
              + name
              + ": is no setting; limits.maxMessageBytes, for example, is"
              + " ZWB_LIMITS__MAX_MESSAGE_BYTES");
    }
    List<String> path = new ArrayList<>();
    for (String segment : segments(name)) {
      path.add(camel(segment.toLowerCase(Locale.ROOT)));
    }
    return path;
  }

  /** {@code max_bytes} as {@code maxBytes}; there is a word on either side of each "_". */
  static String camel(String words) {
    String[] all = words.split("_", -1);
    StringBuilder camel = new StringBuilder(all[0]);
    for (int i = 1; i < all.length; i++) {
      camel.append(all[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(all[i].substring(1));
    }
    return camel.toString();
  }

  /** Whether there is a word wherever one must be. */
  static boolean isWellFormed(String name) {
    for (String segment : segments(name)) {
      if (List.of(segment.split("_", -1)).contains("")) {
        return false;
      }
    }
    return true;
  }

  private static String[] segments(String name) {
    return name.substring(PREFIX.length()).split("__", -1);
  }
}
