package org.zmqwebbridge.edge;

/** Makes a stranger's text fit for the log: one line, printable, short. */
public final class Printable {
  private static final int MAX_CHARACTERS = 100;

  private Printable() {}

  /** At most a hundred characters of it, each printable ASCII or a question mark. */
  public static String cut(String text) {
    String start = text.substring(0, Math.min(text.length(), MAX_CHARACTERS));
    return start.replaceAll("[^\\x20-\\x7e]", "?") + (text.length() > MAX_CHARACTERS ? "…" : "");
  }
}
