package org.zmqwebbridge.zws.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ZWS by the RFCs' grammars, as regular expressions over texts of one character for each byte:
 * slow, and written apart from the codec.
 */
final class ReferenceZws {
  private static final Pattern FRAME = Pattern.compile("(?s)([\0-\2])(.*)");

  private ReferenceZws() {}

  /** A frame in words. */
  static String frame(byte[] payload) {
    String text = new String(payload, ISO_8859_1);
    Matcher frame = FRAME.matcher(text);
    if (!frame.matches()) {
      return text.isEmpty() ? "FLAG_MISSING" : "FLAG_UNKNOWN";
    }
    String kind =
        frame.group(1).equals("\0") ? "last" : frame.group(1).equals("\1") ? "more" : "command";
    return kind + " " + frame.group(2);
  }

  /** User and password with a line feed between; {@code null}: it is no HELLO. */
  static String hello(String body) {
    if (!body.startsWith("\5HELLO")) {
      return null;
    }
    String rest = body.substring(6);
    for (int user = 0; user <= 255; user++) {
      int password = rest.length() - 2 - user;
      if (password >= 0
          && password <= 255
          && rest.charAt(0) == user
          && rest.charAt(1 + user) == password) {
        return rest.substring(1, 1 + user) + "\n" + rest.substring(2 + user);
      }
    }
    return null;
  }

  /** Properties by name; {@code null}: it is no command of this name, or malformed. */
  static String properties(String name, String body) {
    String start = (char) name.length() + name;
    if (!body.startsWith(start)) {
      return null;
    }
    TreeMap<String, String> found = new TreeMap<>();
    String rest = body.substring(start.length());
    while (!rest.isEmpty()) {
      int length = rest.charAt(0);
      if (rest.length() < 1 + length + 4 || length == 0) {
        return null;
      }
      String key = rest.substring(1, 1 + length);
      long size = 0;
      for (int i = 0; i < 4; i++) {
        size = 256 * size + rest.charAt(1 + length + i);
      }
      rest = rest.substring(1 + length + 4);
      if (size > rest.length() || !key.chars().allMatch(ReferenceZws::isNameChar)) {
        return null;
      }
      if (found.put(key.toLowerCase(Locale.ROOT), rest.substring(0, (int) size)) != null) {
        return null;
      }
      rest = rest.substring((int) size);
    }
    return found.toString();
  }

  private static boolean isNameChar(int c) {
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+".indexOf(c) >= 0;
  }
}
