package org.zmqwebbridge.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * RFC 8259 and the limits of PROTOCOL.md, section 1, read straight from the grammar: slow, and
 * written apart from the product's parser, so that each can show the other's mistakes.
 *
 * <p>Numbers are {@link Digits}, null is {@link #NULL}.
 */
public final class ReferenceJson {
  public static final Object NULL = new Object();

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
  private static final Pattern SPACE = Pattern.compile("[ \\t\\n\\r]*");
  private static final Pattern PLAIN = Pattern.compile("[^\"\\\\\\x00-\\x1f]*");
  private static final Pattern UNICODE = Pattern.compile("u[0-9a-fA-F]{4}");

  private final String text;
  private int at;

  private ReferenceJson(String text) {
    this.text = text;
  }

  /** A number, and how it is written. */
  public static final class Digits extends BigDecimal {
    private static final long serialVersionUID = 1L;

    private final String text;

    Digits(String text) {
      super(text);
      this.text = text;
    }

    /** Whether it has neither a fraction nor an exponent, nor more than 18 digits. */
    public boolean isInteger() {
      return text.matches("-?[0-9]{1,18}");
    }
  }

  /** It is no such JSON. */
  public static final class NoJson extends Exception {
    private static final long serialVersionUID = 1L;

    NoJson() {
      super(null, null, false, false);
    }
  }

  /** The value of the text; a byte order mark in front of it is ignored (section 8.1). */
  public static Object read(String text) throws NoJson {
    ReferenceJson json = new ReferenceJson(text);
    json.at = text.startsWith("\uFEFF") ? 1 : 0;
    Object value = json.element(0);
    json.require(json.at == text.length());
    return value;
  }

  private void require(boolean holds) throws NoJson {
    if (!holds) {
      throw new NoJson();
    }
  }

  private String match(Pattern pattern) throws NoJson {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    require(matcher.lookingAt());
    at = matcher.end();
    return matcher.group();
  }

  private boolean skip(String expected) {
    boolean there = text.startsWith(expected, at);
    at += there ? expected.length() : 0;
    return there;
  }

  /** A value with the space around it. */
  private Object element(int depth) throws NoJson {
    match(SPACE);
    Object value = value(depth);
    match(SPACE);
    return value;
  }

  private Object value(int depth) throws NoJson {
    if (skip("{")) {
      return object(depth + 1);
    } else if (skip("[")) {
      return array(depth + 1);
    } else if (text.startsWith("\"", at)) {
      return string();
    } else if (skip("true")) {
      return true;
    } else if (skip("false")) {
      return false;
    } else if (skip("null")) {
      return NULL;
    }
    return number(match(NUMBER));
  }

  private Map<String, Object> object(int depth) throws NoJson {
    require(depth <= StrictJson.MAX_DEPTH);
    Map<String, Object> members = new LinkedHashMap<>();
    match(SPACE);
    if (skip("}")) {
      return members;
    }
    do {
      match(SPACE);
      String name = string();
      match(SPACE);
      require(skip(":"));
      require(members.put(name, element(depth)) == null);
    } while (skip(","));
    require(skip("}"));
    return members;
  }

  private List<Object> array(int depth) throws NoJson {
    require(depth <= StrictJson.MAX_DEPTH);
    List<Object> elements = new ArrayList<>();
    match(SPACE);
    if (skip("]")) {
      return elements;
    }
    do {
      elements.add(element(depth));
    } while (skip(","));
    require(skip("]"));
    return elements;
  }

  private String string() throws NoJson {
    require(skip("\""));
    StringBuilder string = new StringBuilder(match(PLAIN));
    while (skip("\\")) {
      int escape = at < text.length() ? "\"\\/bfnrt".indexOf(text.charAt(at)) : -1;
      if (escape >= 0) {
        at++;
        string.append("\"\\/\b\f\n\r\t".charAt(escape));
      } else {
        string.append((char) Integer.parseInt(match(UNICODE).substring(1), 16));
      }
      string.append(match(PLAIN));
    }
    require(skip("\""));
    require(string.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff));
    return string.toString();
  }

  private BigDecimal number(String digits) throws NoJson {
    require(digits.length() <= StrictJson.MAX_NUMBER_CHARACTERS);
    try {
      BigDecimal number = new Digits(digits);
      require(Math.abs((long) number.scale()) <= StrictJson.MAX_EXPONENT);
      return number;
    } catch (NumberFormatException exponentTooLong) {
      throw new NoJson();
    }
  }
}
