package org.zmqwebbridge.edge;

import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * The headers of a request as one text, which takes a tenth of the memory of a map.
 *
 * <p>Owner thread: the one that made it.
 */
final class HeaderText {
  private static final char BEHIND_NAME = '\u0001'; // neither may stand in a header
  private static final char BEHIND_VALUE = '\n';

  private final StringBuilder text = new StringBuilder();

  /**
   * Adds a header.
   *
   * @throws IllegalArgumentException if it holds a control character other than a tab
   */
  void add(String name, String value) {
    String written = value == null ? "" : value;
    if (hasControl(name) || hasControl(written)) {
      throw new IllegalArgumentException("a header holds a control character");
    }
    text.append(name.toLowerCase(Locale.ROOT)).append(BEHIND_NAME);
    text.append(written).append(BEHIND_VALUE);
  }

  private static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' && text.charAt(i) != '\t') {
        return true;
      }
    }
    return false;
  }

  /** All of them. */
  String text() {
    return text.toString();
  }

  /** The first value of such a name in such a text; null if there is none. */
  static String first(String text, String lowerCaseName) {
    for (int at = 0; at < text.length(); at = text.indexOf(BEHIND_VALUE, at) + 1) {
      int behindName = at + lowerCaseName.length();
      if (behindName < text.length()
          && text.charAt(behindName) == BEHIND_NAME
          && text.startsWith(lowerCaseName, at)) {
        return text.substring(behindName + 1, text.indexOf(BEHIND_VALUE, behindName));
      }
    }
    return null;
  }

  /** Calls for each header of such a text, by its lower-case name, in the order added. */
  static void forEach(String text, BiConsumer<String, String> header) {
    for (int at = 0; at < text.length(); ) {
      int behindName = text.indexOf(BEHIND_NAME, at);
      int behindValue = text.indexOf(BEHIND_VALUE, behindName);
      header.accept(text.substring(at, behindName), text.substring(behindName + 1, behindValue));
      at = behindValue + 1;
    }
  }
}
