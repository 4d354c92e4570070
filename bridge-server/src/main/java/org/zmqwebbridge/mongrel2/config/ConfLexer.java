package org.zmqwebbridge.mongrel2.config;

import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.mongrel2.config.ConfToken.Kind;

/**
 * Cuts a configuration file into words. In the {@code .conf} form a string is what stands between
 * its quotes, backslashes and all; in the Python-like form it is what Python makes of it.
 *
 * <p>Owner thread: the caller's; one for each file.
 */
final class ConfLexer {
  private static final String SIGNS = "=,:()[]{}.*";
  private static final String ESCAPES = "\\'\"abfnrtv";
  private static final String ESCAPED = "\\'\"\u0007\b\f\n\r\t\u000b";

  private final String text;
  private final boolean isPython;
  private final List<ConfToken> tokens = new ArrayList<>();
  private int at;
  private int line = 1;

  private ConfLexer(String text, boolean isPython) {
    this.text = text;
    this.isPython = isPython;
  }

  /**
   * All words of a file, and its end.
   *
   * @throws ConfMistake if something is no word
   */
  static List<ConfToken> tokens(String text, boolean isPython) {
    ConfLexer lexer = new ConfLexer(text, isPython);
    while (lexer.at < text.length()) {
      lexer.next();
    }
    lexer.tokens.add(new ConfToken(Kind.END, "", lexer.line));
    return lexer.tokens;
  }

  private void next() {
    char c = text.charAt(at);
    if (c == '\n') {
      line++;
      at++;
    } else if (c == ' ' || c == '\t' || c == '\r' || c == '\ufeff') {
      at++;
    } else if (c == '#') {
      at = end('\n', at);
    } else if (c == '\'' || c == '"') {
      string(false);
    } else if (isPython && (c == 'r' || c == 'u') && isQuote(at + 1)) {
      at++;
      string(c == 'r');
    } else if (isLetter(c)) {
      word(Kind.NAME);
    } else if (isDigit(c)) {
      word(Kind.NUMBER);
    } else if (SIGNS.indexOf(c) >= 0) {
      tokens.add(new ConfToken(Kind.SIGN, String.valueOf(c), line));
      at++;
    } else {
      throw new ConfMistake(line, unexpected(c));
    }
  }

  private static String unexpected(char c) {
    String what = "the character " + Checks.quoted(String.valueOf(c));
    return c == '-'
        ? what + " is in no number or name here; numbers are 0 or more"
        : what + " has no meaning here; strings stand in quotes";
  }

  private void word(Kind kind) {
    int from = at;
    while (at < text.length() && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)))) {
      at++;
    }
    String word = text.substring(from, at);
    if (kind == Kind.NUMBER && !word.matches("[0-9]{1,18}")) {
      throw new ConfMistake(line, "a number has 1 to 18 digits, not " + Checks.quoted(word));
    }
    tokens.add(new ConfToken(kind, word, line));
  }

  private void string(boolean isRaw) {
    char quote = text.charAt(at);
    String three = String.valueOf(quote).repeat(3);
    boolean isLong = isPython && text.startsWith(three, at);
    int began = line;
    int from = at + (isLong ? 3 : 1);
    at = from;
    while (at < text.length()
        && !(isLong ? text.startsWith(three, at) : text.charAt(at) == quote)) {
      line += text.charAt(at) == '\n' ? 1 : 0;
      at +=
          text.charAt(at) == '\\' && at + 1 < text.length() && text.charAt(at + 1) != '\n' ? 2 : 1;
    }
    if (at >= text.length()) {
      throw new ConfMistake(began, "a string begins here and does not end; close it with " + quote);
    }
    String inside = text.substring(from, at);
    at += isLong ? 3 : 1;
    tokens.add(new ConfToken(Kind.STRING, isPython && !isRaw ? unescaped(inside) : inside, began));
  }

  /** What Python makes of a string: a backslash before any other character stays. */
  private static String unescaped(String inside) {
    StringBuilder out = new StringBuilder(inside.length());
    for (int i = 0; i < inside.length(); i++) {
      char c = inside.charAt(i);
      int escape =
          c == '\\' && i + 1 < inside.length() ? ESCAPES.indexOf(inside.charAt(i + 1)) : -1;
      out.append(escape < 0 ? c : ESCAPED.charAt(escape));
      i += escape < 0 ? 0 : 1;
    }
    return out.toString();
  }

  private int end(char stop, int from) {
    int found = text.indexOf(stop, from);
    return found < 0 ? text.length() : found;
  }

  private boolean isQuote(int index) {
    return index < text.length() && (text.charAt(index) == '\'' || text.charAt(index) == '"');
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
