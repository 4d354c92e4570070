package org.zmqwebbridge.grip;

/** Words as elements of headers have them. */
final class GripWords {
  private static final String MARKS = ",;\"\\<>= \t";

  private GripWords() {}

  /** As it is, or in quotes where it could be read as something else. */
  static String quote(String word) {
    boolean isPlain = !word.isEmpty() && word.chars().noneMatch(c -> MARKS.indexOf(c) >= 0);
    return isPlain ? word : '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
