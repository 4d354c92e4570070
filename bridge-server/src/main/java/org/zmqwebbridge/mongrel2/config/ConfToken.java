package org.zmqwebbridge.mongrel2.config;

/**
 * One word of a configuration file. Immutable.
 *
 * @param text of strings what is between the quotes
 * @param line from 1
 */
record ConfToken(Kind kind, String text, int line) {
  /** What a word is. */
  enum Kind {
    NAME,
    NUMBER,
    STRING,
    SIGN,
    END
  }

  boolean is(char sign) {
    return kind == Kind.SIGN && text.charAt(0) == sign;
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }

  /** As it is shown to people. */
  @Override
  public String toString() {
    return switch (kind) {
      case END -> "the end of the file";
      case STRING -> "the string " + Checks.quoted(text);
      case NAME, NUMBER, SIGN -> Checks.quoted(text);
    };
  }
}
