package org.zmqwebbridge.mongrel2;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * What a server says itself where no handler does: short, always alike, and the connection ends
 * with it.
 *
 * <p>Owner thread: none; nothing is kept but the page of maintenance.
 *
 * @param maintenance what hosts in maintenance say; HTML
 */
record ErrorPages(String maintenance) {
  private static final Map<Integer, String> PHRASES =
      Map.ofEntries(
          Map.entry(400, "Bad Request"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(412, "Precondition Failed"),
          Map.entry(413, "Entity Too Large"),
          Map.entry(417, "Expectation Failed"),
          Map.entry(500, "Internal Error"),
          Map.entry(501, "Not Implemented"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"));

  /** What a host in maintenance says unless it is told. */
  private static final String PAGE =
      "<!doctype html><meta charset=\"utf-8\"><title>Maintenance</title>"
          + "<p>This site is being worked on. Please come back later.</p>\n";

  /** Those of servers that are not told. */
  static final ErrorPages STANDARD = new ErrorPages(PAGE);

  /**
   * Those with a page of one's own.
   *
   * @throws IllegalArgumentException if it cannot be read; says why
   */
  static ErrorPages read(Path page) {
    try {
      return new ErrorPages(Files.readString(page));
    } catch (IOException failure) {
      throw new IllegalArgumentException(
          "zwb.maintenance_page cannot be read: " + failure, failure);
    }
  }

  /** The whole answer. */
  byte[] of(int status) {
    String phrase = PHRASES.getOrDefault(status, "Error");
    return page(status, phrase, "text/plain", phrase.getBytes(US_ASCII));
  }

  /** The phrase of a status, which is what its page says. */
  static byte[] phrase(int status) {
    return PHRASES.getOrDefault(status, "Error").getBytes(US_ASCII);
  }

  /** The answer of a host in maintenance. */
  byte[] ofMaintenance() {
    return page(503, PHRASES.get(503), "text/html; charset=utf-8", maintenance.getBytes(UTF_8));
  }

  private static byte[] page(int status, String phrase, String type, byte[] body) {
    byte[] head =
        ("HTTP/1.1 "
                + status
                + " "
                + phrase
                + "\r\nContent-Type: "
                + type
                + "\r\nConnection: close\r\nContent-Length: "
                + body.length
                + "\r\nServer: Mongrel2\r\n\r\n")
            .getBytes(US_ASCII);
    byte[] all = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }
}
