package org.zmqwebbridge.http1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * A request's line and headers. Text is bytes of the client's, one character each (ISO 8859-1).
 *
 * <p>Immutable.
 */
public final class HttpHead {
  private static final String HTTP_2 = "HTTP/2.0";

  private final String method;
  private final String target;
  private final String version;
  private final String[] fields; // names in lower case, and values, in turn
  private final long bodyBytes;
  private final boolean isPersistent;
  private final boolean expectsContinue;

  HttpHead(String method, String target, String version, String[] fields)
      throws BadRequestException {
    this.method = method;
    this.target = target;
    this.version = version;
    this.fields = fields;
    this.bodyBytes = Framing.bodyBytes(this);
    this.isPersistent = persists();
    this.expectsContinue = Framing.expectsContinue(this);
  }

  /** For example {@code GET}. */
  public String method() {
    return method;
  }

  /** What it asks for, as sent: mostly a path with its query. */
  public String target() {
    return target;
  }

  /** The target without query and fragment, as sent. */
  public String path() {
    return target.substring(0, pathEnd());
  }

  private int pathEnd() {
    int query = target.indexOf('?');
    int fragment = target.indexOf('#');
    int end = fragment < 0 ? target.length() : fragment;
    return query < 0 || query > end ? end : query;
  }

  /** The target without its fragment. */
  public String uri() {
    int fragment = target.indexOf('#');
    return fragment < 0 ? target : target.substring(0, fragment);
  }

  /** What is after the question mark; {@code null}: there is none. */
  public String query() {
    String uri = uri();
    int query = uri.indexOf('?');
    return query < 0 ? null : uri.substring(query + 1);
  }

  /** What is after the hash; {@code null}: there is none. */
  public String fragment() {
    int fragment = target.indexOf('#');
    return fragment < 0 ? null : target.substring(fragment + 1);
  }

  /** {@code HTTP/1.1}, {@code HTTP/1.0} or {@code HTTP/2.0}. */
  public String version() {
    return version;
  }

  /** Whether it came by HTTP/1.0, which knows no chunks. */
  public boolean isOld() {
    return version.equals("HTTP/1.0");
  }

  /** The first value of a header; {@code null}: there is none. */
  public String header(String lowerCaseName) {
    for (int i = 0; i < fields.length; i += 2) {
      if (fields[i].equals(lowerCaseName)) {
        return fields[i + 1];
      }
    }
    return null;
  }

  /** All values of a header, in the order sent. */
  public List<String> headers(String lowerCaseName) {
    List<String> all = new ArrayList<>(1);
    for (int i = 0; i < fields.length; i += 2) {
      if (fields[i].equals(lowerCaseName)) {
        all.add(fields[i + 1]);
      }
    }
    return all;
  }

  /** Calls for each header, by its name in lower case, in the order sent. */
  public void forEach(BiConsumer<String, String> header) {
    for (int i = 0; i < fields.length; i += 2) {
      header.accept(fields[i], fields[i + 1]);
    }
  }

  /** Whether one of a header's comma-separated words is this, in whatever case. */
  public boolean says(String lowerCaseName, String lowerCaseWord) {
    for (int i = 0; i < fields.length; i += 2) {
      if (fields[i].equals(lowerCaseName)) {
        String value = fields[i + 1].toLowerCase(Locale.ROOT);
        for (String word : value.split(",", -1)) {
          if (word.trim().equals(lowerCaseWord)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private HttpHead(String method, String target, String[] fields, long bodyBytes)
      throws BadRequestException {
    this.method = method;
    this.target = target;
    this.version = HTTP_2;
    this.fields = fields;
    this.bodyBytes = bodyBytes;
    this.isPersistent = false;
    this.expectsContinue = Framing.expectsContinue(this);
  }

  /**
   * That of a request that came by HTTP/2, after which none follows.
   *
   * @param fields names in lower case, and values, in turn
   * @param bodyBytes how long its body is; -1: anyone who reads it is given chunks
   * @throws BadRequestException if it expects what nobody gives
   */
  public static HttpHead ofStream(String method, String target, List<String> fields, long bodyBytes)
      throws BadRequestException {
    return new HttpHead(method, target, fields.toArray(String[]::new), bodyBytes);
  }

  private boolean persists() {
    return !says("connection", "close") && (!isOld() || says("connection", "keep-alive"));
  }

  /** How long its body is; 0: there is none; -1: it comes in chunks. */
  public long bodyBytes() {
    return bodyBytes;
  }

  /** Whether its client will take another answer on this connection. */
  public boolean isPersistent() {
    return isPersistent;
  }

  /** Whether its client waits to be told that its body is wanted. */
  public boolean expectsContinue() {
    return expectsContinue;
  }

  /** Nothing that may carry a secret. */
  @Override
  public String toString() {
    return method + " " + path();
  }
}
