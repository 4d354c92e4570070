package org.zmqwebbridge.edge.jetty;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests as RFC 9112 writes them, read slowly and straight from its grammar, out of one text
 * whose characters are bytes. What it cannot read is no request, or not all of one.
 */
final class ReferenceHttp {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final String VALUE = "[\\t\\x20-\\x7e\\x80-\\xff]*";
  private static final String FIELD = "(" + TOKEN + "):(" + VALUE + ")\\r\\n";
  private static final Pattern LINE =
      Pattern.compile(
          "(?:\\r\\n)*(" + TOKEN + ") ([\\x21-\\x7e\\x80-\\xff]+) HTTP/1\\.([01])\\r\\n");
  private static final Pattern FIELDS = Pattern.compile("((?:" + FIELD + ")*)\\r\\n");
  private static final Pattern ONE_FIELD = Pattern.compile(FIELD);
  private static final Pattern CHUNK =
      Pattern.compile(
          "([0-9A-Fa-f]+)(?:[\\t ]*;[\\t ]*"
              + TOKEN
              + "(?:[\\t ]*=[\\t ]*(?:"
              + TOKEN
              + "|\"(?:[\\t \\x21\\x23-\\x5b\\x5d-\\x7e\\x80-\\xff]|\\\\"
              + "[\\t\\x20-\\x7e\\x80-\\xff])*\"))?)*\\r\\n");

  /**
   * One request.
   *
   * @param fields names in lower case and values without the space around them, one after the other
   */
  record Read(String method, String target, int minor, List<String> fields, String body) {}

  private final String text;
  private int at;

  ReferenceHttp(String text) {
    this.text = text;
  }

  /** All whole requests, up to what is none. */
  static List<Read> readAll(String text) {
    ReferenceHttp reading = new ReferenceHttp(text);
    List<Read> all = new ArrayList<>();
    for (Optional<Read> next = reading.next(); next.isPresent(); next = reading.next()) {
      all.add(next.get());
    }
    return all;
  }

  private Optional<Matcher> take(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    at = matcher.end();
    return Optional.of(matcher);
  }

  private Optional<Read> next() {
    Optional<Matcher> line = take(LINE);
    Optional<List<String>> fields = line.flatMap(any -> fields());
    return fields
        .flatMap(this::body)
        .map(
            body ->
                new Read(
                    line.get().group(1),
                    target(line.get().group(2)),
                    Integer.parseInt(line.get().group(3)),
                    line.get().group(3).equals("0") ? withoutExpect(fields.get()) : fields.get(),
                    body));
  }

  /** Its path and query, the one that it names besides: RFC 9112, section 3.2.2. */
  private static String target(String sent) {
    String path = sent.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*://[^/?]*", "");
    return path.startsWith("/") || path.equals("*") ? path : "/" + path;
  }

  /** HTTP/1.0 knows no interim answers: RFC 9110, section 10.1.1, has the field ignored. */
  private static List<String> withoutExpect(List<String> fields) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < fields.size(); i += 2) {
      if (!fields.get(i).equals("expect")) {
        all.addAll(fields.subList(i, i + 2));
      }
    }
    return all;
  }

  private Optional<List<String>> fields() {
    return take(FIELDS)
        .map(
            all -> {
              List<String> fields = new ArrayList<>();
              Matcher each = ONE_FIELD.matcher(all.group(1));
              while (each.find()) {
                fields.add(each.group(1).toLowerCase(Locale.ROOT));
                fields.add(each.group(2).replaceAll("^[\\t ]+|[\\t ]+$", ""));
              }
              return fields;
            });
  }

  /** RFC 9112, section 6.3: by chunks, by its length, or none; never by two of them. */
  private Optional<String> body(List<String> fields) {
    List<String> codings = values(fields, "transfer-encoding");
    List<String> lengths = values(fields, "content-length");
    if (codings.isEmpty() && lengths.isEmpty()) {
      return Optional.of("");
    }
    if (codings.size() + lengths.size() > 1) {
      return Optional.empty();
    }
    if (!codings.isEmpty()) {
      return codings.get(0).equalsIgnoreCase("chunked") ? chunks() : Optional.empty();
    }
    return lengths.get(0).matches("[0-9]{1,9}")
        ? bytes(Integer.parseInt(lengths.get(0)))
        : Optional.empty();
  }

  private static List<String> values(List<String> fields, String name) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < fields.size(); i += 2) {
      if (fields.get(i).equals(name)) {
        values.add(fields.get(i + 1));
      }
    }
    return values;
  }

  private Optional<String> bytes(int count) {
    if (text.length() - at < count) {
      return Optional.empty();
    }
    at += count;
    return Optional.of(text.substring(at - count, at));
  }

  private Optional<String> chunks() {
    StringBuilder body = new StringBuilder();
    for (Optional<Matcher> size = take(CHUNK); size.isPresent(); size = take(CHUNK)) {
      String digits = size.get().group(1).replaceAll("^0+(?=.)", "");
      if (digits.length() > 7) {
        return Optional.empty();
      }
      int count = Integer.parseInt(digits, 16);
      if (count == 0) {
        return fields().map(trailers -> body.toString());
      }
      Optional<String> chunk = bytes(count);
      if (chunk.isEmpty() || !text.startsWith("\r\n", at)) {
        return Optional.empty();
      }
      at += 2;
      body.append(chunk.get());
    }
    return Optional.empty();
  }
}
