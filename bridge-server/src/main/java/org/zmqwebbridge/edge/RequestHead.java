package org.zmqwebbridge.edge;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What a client said at the beginning of an HTTP request: its line and its headers.
 *
 * <p>Immutable, and kept as long as what it began: so the headers are kept as one text and read
 * when somebody asks. {@link #toString} leaves out everything that may carry a secret: query,
 * headers and cookies.
 */
public sealed class RequestHead permits Handshake {
  private final String method;
  private final String path;
  private final String query;
  private final String target; // null: as path and query have it
  private final String headers;
  private final InetSocketAddress remoteAddress;
  private final boolean secure;

  RequestHead(
      String method,
      String path,
      String query,
      String target,
      String headers,
      InetSocketAddress remoteAddress,
      boolean secure) {
    this.method = method;
    this.path = path;
    this.query = query;
    this.target = withQuery(path, query).equals(target) ? null : target;
    this.headers = headers;
    this.remoteAddress = remoteAddress;
    this.secure = secure;
  }

  /** The same, as it is or for another view of it. */
  RequestHead(RequestHead other) {
    this(
        other.method,
        other.path,
        other.query,
        other.target(),
        other.headers,
        other.remoteAddress,
        other.secure);
  }

  private static String withQuery(String path, String query) {
    return query.isEmpty() ? path : path + "?" + query;
  }

  /** Gathers a head's parts. */
  public static final class Builder {
    private final HeaderText headers = new HeaderText();
    private String target;

    /** What path and query are, as sent; if it is not said, what they are decoded. */
    public Builder target(String sent) {
      target = sent;
      return this;
    }

    /**
     * Adds a header, in the order sent.
     *
     * @throws IllegalArgumentException if it holds a control character other than a tab
     */
    public Builder header(String name, String value) {
      headers.add(name, value);
      return this;
    }

    /**
     * The head.
     *
     * @param method for example {@code POST}
     * @param path the request path, decoded, for example {@code /req/echo}
     * @param query the raw query string without its question mark, or the empty string
     * @param remoteAddress the client's address
     * @param secure whether the request came over TLS
     */
    public RequestHead build(
        String method, String path, String query, InetSocketAddress remoteAddress, boolean secure) {
      return new RequestHead(
          method,
          path,
          query,
          target == null ? withQuery(path, query) : target,
          headers.text(),
          remoteAddress,
          secure);
    }
  }

  /** The same as one that came over TLS: to a proxy, which is believed to have said so. */
  public RequestHead overTls() {
    return new RequestHead(method, path, query, target(), headers, remoteAddress, true);
  }

  /** For hooks, which are asked about every client as one that asks for a WebSocket is. */
  public Handshake asHandshake() {
    return this instanceof Handshake handshake ? handshake : new Handshake(this);
  }

  /** For example {@code GET}; as sent, because methods have a case (RFC 9110, section 9.1). */
  public String method() {
    return method;
  }

  /** The request path, decoded, for example {@code /data}. */
  public String path() {
    return path;
  }

  /** The raw query string without its question mark, or the empty string. */
  public String query() {
    return query;
  }

  /** The path and the query as sent, escapes and all, for example {@code /a%20b?x=1}. */
  public String target() {
    return target == null ? withQuery(path, query) : target;
  }

  /**
   * The client's address: the other end of the socket, or whom a trusted proxy speaks for ({@code
   * clientAddress}); the proxy's own if it does not say. The port is 0 where the proxy says none.
   */
  public InetSocketAddress remoteAddress() {
    return remoteAddress;
  }

  /** Whether it came over TLS. */
  public boolean secure() {
    return secure;
  }

  /** Header values by lower-case name, in the order sent. */
  public Map<String, List<String>> headers() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    HeaderText.forEach(
        headers, (name, value) -> all.computeIfAbsent(name, one -> new ArrayList<>(1)).add(value));
    return all;
  }

  /** Calls for each header, by its lower-case name, in the order sent. */
  public void forEachHeader(BiConsumer<String, String> header) {
    HeaderText.forEach(headers, header);
  }

  /** The values of a header, in the order sent; mostly none. */
  public List<String> headers(String lowerCaseName) {
    if (HeaderText.first(headers, lowerCaseName) == null) {
      return List.of();
    }
    return headers().get(lowerCaseName);
  }

  /** The first value of a header, whatever the case of its name. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(HeaderText.first(headers, name.toLowerCase(Locale.ROOT)));
  }

  /** The host that is asked for, without its port, in lower case; empty if none is named. */
  public Optional<String> host() {
    return header("host")
        .map(
            said -> {
              int end = said.startsWith("[") ? said.indexOf(']') + 1 : said.indexOf(':');
              return (end <= 0 ? said : said.substring(0, end)).toLowerCase(Locale.ROOT);
            });
  }

  /** Cookie values by name (RFC 6265, section 4.2.1); of two with one name, the first. */
  public Map<String, String> cookies() {
    Map<String, String> cookies = new LinkedHashMap<>();
    for (String header : headers().getOrDefault("cookie", List.of())) {
      for (String pair : header.split(";", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          cookies.putIfAbsent(
              pair.substring(0, equals).trim(), unquoted(pair.substring(equals + 1).trim()));
        }
      }
    }
    return cookies;
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** The value of a cookie. */
  public Optional<String> cookie(String name) {
    return Optional.ofNullable(cookies().get(name));
  }

  @Override
  public String toString() {
    return method + " " + path + " from " + remoteAddress;
  }
}
