package org.zmqwebbridge.edge;

/**
 * One header of an HTTP message, as it is sent (RFC 9110, section 5).
 *
 * <p>Immutable.
 *
 * @param name a token; its case is kept, and means nothing
 * @param value without control characters other than a tab
 */
public record HeaderField(String name, String value) {
  private static final char DELETE = 0x7f;
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  public HeaderField {
    if (!isName(name)) {
      throw new IllegalArgumentException("\"" + Printable.cut(name) + "\" is no name of a header");
    }
    if (!isValue(value)) {
      throw new IllegalArgumentException("the header " + name + " holds a control character");
    }
  }

  /** Whether a header may have this name (RFC 9110, section 5.6.2). */
  public static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (!isTokenCharacter(name.charAt(i))) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static boolean isTokenCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || TOKEN_MARKS.indexOf(c) >= 0;
  }

  /** Whether a header may have this value: nothing that ends it early. */
  public static boolean isValue(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '\t' && (c < ' ' || c == DELETE)) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is the header of this name, in whatever case. */
  public boolean is(String other) {
    return name.equalsIgnoreCase(other);
  }
}
