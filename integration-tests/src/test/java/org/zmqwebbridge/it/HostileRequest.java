package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One row of {@code http/requests.txt}, where the form of rows is said.
 *
 * @param statuses those that are right; empty: what its route answers to a right request
 * @param end what becomes of the connection
 * @param body what the service is sent, if the route sends anything; empty: the row has no body
 * @param text with what stands for the route's own
 */
record HostileRequest(
    String name, List<Integer> statuses, End end, Optional<String> body, String text) {
  /** What becomes of the connection. */
  enum End {
    STAYS,
    CLOSED,
    /** Closed, and who does not read bodies may have answered before. */
    LATE,
    EITHER
  }

  private static final String FILE = "/http/requests.txt";
  private static final String SMUGGLED =
      "POST /req/echo HTTP/1.1\\r\\nHost: {host}\\r\\nContent-Length: 8\\r\\n\\r\\nsmuggled";
  private static final int MANY_LINES = 10_000;
  private static final int LONG = 40_000;

  /** All rows, in their order. */
  static List<HostileRequest> all() {
    List<HostileRequest> rows = new ArrayList<>();
    for (String row : ("\n" + file()).replaceAll("\n#[^\n]*", "").split("\n== ", -1)) {
      if (!row.isBlank()) {
        rows.add(parsed(row));
      }
    }
    return rows;
  }

  private static String file() {
    try (InputStream file = HostileRequest.class.getResourceAsStream(FILE)) {
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HostileRequest parsed(String row) {
    String first = row.substring(0, row.indexOf('\n'));
    int bar = first.lastIndexOf(" | ");
    List<Integer> statuses = new ArrayList<>();
    End end = End.STAYS;
    Optional<String> body = Optional.empty();
    for (String word : first.substring(bar + 3).split(" ", -1)) {
      if (word.startsWith("body=")) {
        body = Optional.of(word.substring("body=".length()));
      } else if (Character.isDigit(word.charAt(0))) {
        for (String status : word.split("/", -1)) {
          statuses.add(Integer.valueOf(status));
        }
      } else if (!word.equals("ok")) {
        end = End.valueOf(word.toUpperCase(Locale.ROOT));
      }
    }
    String text = row.substring(first.length() + 1).replace("\n", "");
    return new HostileRequest(first.substring(0, bar), statuses, end, body, text);
  }

  /** Whether it is what any client may say. */
  boolean isRight() {
    return statuses.isEmpty();
  }

  boolean isHttp10() {
    return text.contains(" HTTP/1.0\\r");
  }

  /** Whether its client may wait before it sends its body. */
  boolean expects() {
    return text.contains("Expect: ");
  }

  /** The bytes for a route. */
  byte[] bytes(String method, String path, String host, String more) {
    return filled(text, method, path, host, more).getBytes(ISO_8859_1);
  }

  /** What the service is sent of it. */
  String sent(String host) {
    return filled(body.orElse(""), "", "", host, "");
  }

  private static String filled(String text, String method, String path, String host, String more) {
    String smuggled = unescaped(SMUGGLED).replace("{host}", host);
    return unescaped(text)
        .replace("{smuggled}", smuggled)
        .replace("{length}", Integer.toString(smuggled.length()))
        .replace("{method}", method)
        .replace("{path}", path)
        .replace("{host}", host)
        .replace("{more}", more)
        .replace("{lines}", "x: y\r\n".repeat(MANY_LINES))
        .replace("{long}", "x".repeat(LONG));
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      c = text.charAt(++at);
      switch (c) {
        case 'r' -> plain.append('\r');
        case 'n' -> plain.append('\n');
        case 't' -> plain.append('\t');
        case 'u' -> {
          plain.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
          at += 4;
        }
        default -> plain.append(c);
      }
    }
    return plain.toString();
  }

  @Override
  public String toString() {
    return name;
  }
}
