package org.zmqwebbridge.edge;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a client said when it asked for a WebSocket (RFC 6455, section 4.1).
 *
 * <p>Immutable, and kept as long as its connection: so the headers are kept as one text and read
 * when somebody asks. {@link #toString} leaves out everything that may carry a secret: query,
 * headers and cookies.
 */
public final class Handshake {
  private static final char BEHIND_NAME = '\u0001'; // neither may stand in a header
  private static final char BEHIND_VALUE = '\n';

  private final String path;
  private final String query;
  private final String headers;
  private final InetSocketAddress remoteAddress;
  private final boolean secure;

  private Handshake(
      String path, String query, String headers, InetSocketAddress remoteAddress, boolean secure) {
    this.path = path;
    this.query = query;
    this.headers = headers;
    this.remoteAddress = remoteAddress;
    this.secure = secure;
  }

  /** Gathers a handshake's parts. */
  public static final class Builder {
    private final StringBuilder headers = new StringBuilder();

    /**
     * Adds a header, in the order sent.
     *
     * @throws IllegalArgumentException if it holds a control character other than a tab
     */
    public Builder header(String name, String value) {
      String written = value == null ? "" : value;
      if (hasControl(name) || hasControl(written)) {
        throw new IllegalArgumentException("a header holds a control character");
      }
      headers.append(name.toLowerCase(Locale.ROOT)).append(BEHIND_NAME);
      headers.append(written).append(BEHIND_VALUE);
      return this;
    }

    private static boolean hasControl(String text) {
      return text.chars().anyMatch(c -> c < ' ' && c != '\t');
    }

    /**
     * The handshake.
     *
     * @param path the request path, decoded, for example {@code /data}
     * @param query the raw query string without its question mark, or the empty string
     * @param remoteAddress the client's address
     * @param secure whether the connection came over TLS
     */
    public Handshake build(
        String path, String query, InetSocketAddress remoteAddress, boolean secure) {
      return new Handshake(path, query, headers.toString(), remoteAddress, secure);
    }
  }

  /** The request path, decoded, for example {@code /data}. */
  public String path() {
    return path;
  }

  /** The raw query string without its question mark, or the empty string. */
  public String query() {
    return query;
  }

  /**
   * The client's address: the other end of the socket, or whom a trusted proxy speaks for ({@code
   * clientAddress}); the proxy's own if it does not say. The port is 0 where the proxy says none.
   */
  public InetSocketAddress remoteAddress() {
    return remoteAddress;
  }

  /** Whether the connection came over TLS. */
  public boolean secure() {
    return secure;
  }

  /** Header values by lower-case name, in the order sent. */
  public Map<String, List<String>> headers() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (int at = 0; at < headers.length(); ) {
      int behindName = headers.indexOf(BEHIND_NAME, at);
      int behindValue = headers.indexOf(BEHIND_VALUE, behindName);
      all.computeIfAbsent(headers.substring(at, behindName), name -> new ArrayList<>(1))
          .add(headers.substring(behindName + 1, behindValue));
      at = behindValue + 1;
    }
    return all;
  }

  /** The first value of a header, whatever the case of its name. */
  public Optional<String> header(String name) {
    List<String> values = headers().getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return values.stream().findFirst();
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

  /** What {@code Sec-WebSocket-Protocol} offers, in order of preference. */
  public List<String> subprotocols() {
    return subprotocols(headers().getOrDefault("sec-websocket-protocol", List.of()));
  }

  /**
   * What headers of this name offer together.
   *
   * @param values of all headers, in the order sent
   */
  public static List<String> subprotocols(List<String> values) {
    List<String> offered = new ArrayList<>();
    for (String header : values) {
      for (String protocol : header.split(",", -1)) {
        if (!protocol.isBlank()) {
          offered.add(protocol.trim());
        }
      }
    }
    return offered;
  }

  @Override
  public String toString() {
    return (secure ? "wss " : "ws ") + path + " from " + remoteAddress;
  }
}
