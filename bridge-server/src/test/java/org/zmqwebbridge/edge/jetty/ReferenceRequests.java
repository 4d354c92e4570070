package org.zmqwebbridge.edge.jetty;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests of HTTP/1 in a stream of bytes, straight from the grammar of RFC 9112 without anything
 * that it lets a reader forgive. Slow, and written apart from the product.
 */
final class ReferenceRequests {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern LINE =
      Pattern.compile("(" + TOKEN + ") ([!-~]+) HTTP/1\\.([01])\r\n");
  private static final Pattern FIELD =
      Pattern.compile("(" + TOKEN + "):([\t\\x20-\\x7e\\x80-\\xff]*)\r\n");
  private static final String EXTENSION =
      "(?:[ \t]*;[ \t]*"
          + TOKEN
          + "(?:[ \t]*=[ \t]*(?:"
          + TOKEN
          + "|\"(?:[\t !#-\\[\\]-~\\x80-\\xff]|\\\\[\t -~\\x80-\\xff])*\"))?)*[ \t]*";
  private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,15})" + EXTENSION + "\r\n");

  /** One that is whole. */
  record Whole(String method, String target, String body) {}

  private final String text;
  private int at;
  private final List<Whole> found = new ArrayList<>();

  private ReferenceRequests(String text) {
    this.text = text;
  }

  /** All that are whole, until one that is not, or after which the connection ends. */
  static List<Whole> in(String text) {
    ReferenceRequests reading = new ReferenceRequests(text);
    while (reading.next()) {
      // it has been added
    }
    return reading.found;
  }

  private Matcher take(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    return matcher;
  }

  private boolean takes(String literal) {
    boolean here = text.startsWith(literal, at);
    at += here ? literal.length() : 0;
    return here;
  }

  private boolean next() {
    while (takes("\r") || takes("\n")) {
      // between two requests nothing can begin with these, so Jetty drops them one by one
    }
    Matcher line = take(LINE);
    if (line == null) {
      return false;
    }
    boolean is10 = line.group(3).equals("0");
    List<String> lengths = new ArrayList<>();
    List<String> codings = new ArrayList<>();
    List<String> hosts = new ArrayList<>();
    StringBuilder connection = new StringBuilder();
    for (Matcher field = take(FIELD); field != null; field = take(FIELD)) {
      String value = field.group(2).replaceAll("^[ \t]+|[ \t]+$", "");
      switch (field.group(1).toLowerCase(Locale.ROOT)) {
        case "content-length" -> lengths.add(value);
        case "transfer-encoding" -> codings.add(value);
        case "host" -> hosts.add(value);
        case "connection" -> connection.append(value.toLowerCase(Locale.ROOT)).append(',');
        default -> {}
      }
    }
    if (!takes("\r\n") || hosts.size() > 1 || (hosts.isEmpty() && !is10)) {
      return false;
    }
    String body = body(lengths, codings, is10);
    if (body == null) {
      return false;
    }
    found.add(new Whole(line.group(1), line.group(2), body));
    List<String> options = List.of(connection.toString().split("[ \t]*,[ \t]*", -1));
    return is10 ? connection.indexOf("keep-alive") >= 0 : !options.contains("close");
  }

  /** Null if it is not whole, or could be cut in two ways. */
  private String body(List<String> lengths, List<String> codings, boolean is10) {
    if (!codings.isEmpty()) {
      boolean isChunked =
          lengths.isEmpty()
              && !is10
              && codings.size() == 1
              && codings.get(0).equalsIgnoreCase("chunked");
      return isChunked ? chunks() : null;
    }
    if (lengths.isEmpty()) {
      return "";
    }
    if (lengths.size() > 1 || !lengths.get(0).matches("[0-9]+")) {
      return null;
    }
    String digits = lengths.get(0).replaceFirst("^0+(?=.)", "");
    int length = digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    return read(length);
  }

  private String read(long length) {
    if (length > text.length() - at) {
      return null;
    }
    String read = text.substring(at, at + (int) length);
    at += (int) length;
    return read;
  }

  private String chunks() {
    StringBuilder body = new StringBuilder();
    while (true) {
      Matcher size = take(CHUNK);
      if (size == null) {
        return null;
      }
      long length = Long.parseLong(size.group(1), 16);
      if (length == 0) {
        break;
      }
      String chunk = read(length);
      if (chunk == null || !takes("\r\n")) {
        return null;
      }
      body.append(chunk);
    }
    while (take(FIELD) != null) {
      // trailers say nothing
    }
    // the stream may end instead of the last empty line: then nothing can follow
    return takes("\r\n") || at == text.length() ? body.toString() : null;
  }
}
