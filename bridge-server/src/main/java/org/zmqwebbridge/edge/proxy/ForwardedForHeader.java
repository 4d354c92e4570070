package org.zmqwebbridge.edge.proxy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One line of {@code X-Forwarded-For}: nodes with commas between, each added by the next proxy. */
final class ForwardedForHeader {
  private ForwardedForHeader() {}

  /**
   * The nodes of a line, from right to left, without the blanks around them; empty ones do not
   * count.
   */
  static List<String> nodes(String line) {
    List<String> nodes = new ArrayList<>();
    for (String node : line.split(",", -1)) {
      String trimmed = trimmed(node);
      if (!trimmed.isEmpty()) {
        nodes.add(trimmed);
      }
    }
    Collections.reverse(nodes);
    return nodes;
  }

  /** Without blanks and tabs, and nothing else (RFC 9110, section 5.6.3). */
  private static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (from < to && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
