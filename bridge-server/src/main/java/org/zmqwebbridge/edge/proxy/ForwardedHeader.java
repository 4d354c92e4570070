package org.zmqwebbridge.edge.proxy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One line of {@code Forwarded} (RFC 7239, section 4): elements with commas between, each with
 * pairs of a name and a token or quoted text. In a line that does not follow the grammar nothing is
 * believed: what stands after a quote that a client has opened may be the client's.
 *
 * <p>Owner thread: the caller's.
 */
final class ForwardedHeader {
  /** What an element is read as that does not say whom it is for, and so is a malformed line. */
  static final String NOBODY = "";

  private static final int MAX_PAIRS = 16;
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~"; // RFC 9110, section 5.6.2
  private static final char END = '\0'; // may not stand in a header

  private final String line;
  private int at;

  private ForwardedHeader(String line) {
    this.line = line;
  }

  /**
   * Whom the elements of a line are for, from right to left; {@link #NOBODY} where one does not say
   * it. Of a malformed line, {@link #NOBODY} alone. Empty elements do not count.
   */
  static List<String> nodes(String line) {
    List<String> nodes = new ForwardedHeader(line).elements();
    Collections.reverse(nodes);
    return nodes;
  }

  private List<String> elements() {
    List<String> nodes = new ArrayList<>();
    do {
      skipBlanks();
      if (peek() != ',' && peek() != END) {
        String node = element();
        if (node == null) {
          return new ArrayList<>(List.of(NOBODY));
        }
        nodes.add(node);
      }
    } while (skip(','));
    return at == line.length() ? nodes : new ArrayList<>(List.of(NOBODY));
  }

  /** Whom it is for; {@code null} if it is malformed. Blanks around a semicolon are common. */
  private String element() {
    List<String> names = new ArrayList<>();
    String node = NOBODY;
    do {
      skipBlanks();
      String name = token();
      boolean repeats = names.stream().anyMatch(name::equalsIgnoreCase);
      if (name.isEmpty() || repeats || names.size() == MAX_PAIRS || !skip('=')) {
        return null;
      }
      names.add(name);
      String value = peek() == '"' ? quoted() : token();
      if (value == null || value.isEmpty()) {
        return null;
      }
      if (name.equalsIgnoreCase("for")) {
        node = value;
      }
      skipBlanks();
    } while (skip(';'));
    return node;
  }

  private String token() {
    int from = at;
    while (isTokenCharacter(peek())) {
      at++;
    }
    return line.substring(from, at);
  }

  private static boolean isTokenCharacter(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || TOKEN_MARKS.indexOf(c) >= 0;
  }

  /** The text in quotes (RFC 9110, section 5.6.4); {@code null} if they are not closed. */
  private String quoted() {
    StringBuilder text = new StringBuilder();
    at++;
    while (peek() != '"') {
      if (peek() == '\\') {
        at++;
      }
      char c = peek();
      if (c != '\t' && (c < ' ' || c == 0x7f)) {
        return null;
      }
      text.append(c);
      at++;
    }
    at++;
    return text.toString();
  }

  private void skipBlanks() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }

  private boolean skip(char c) {
    boolean there = peek() == c;
    at += there ? 1 : 0;
    return there;
  }

  private char peek() {
    return at < line.length() ? line.charAt(at) : END;
  }
}
