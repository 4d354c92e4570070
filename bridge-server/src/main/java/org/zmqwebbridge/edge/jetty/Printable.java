package org.zmqwebbridge.edge.jetty;

/** Makes a stranger's text fit for the log: one line, printable, short. */
final class Printable {
  private static final int MAX_CHARACTERS = 100;

  private Printable() {}

  static String cut(String text) {
    String start = text.substring(0, Math.min(text.length(), MAX_CHARACTERS));
    return start.replaceAll("[^\\x20-\\x7e]", "?") + (text.length() > MAX_CHARACTERS ? "…" : "");
  }
}
