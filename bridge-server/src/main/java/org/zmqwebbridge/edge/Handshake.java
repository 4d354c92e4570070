package org.zmqwebbridge.edge;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client said when it asked for a WebSocket (RFC 6455, section 4.1): the head of that
 * request.
 *
 * <p>Immutable, and kept as long as its connection.
 */
public final class Handshake extends RequestHead {
  private static final String METHOD = "GET"; // section 4.1, 2

  private Handshake(
      String path,
      String query,
      String target,
      String headers,
      InetSocketAddress remoteAddress,
      boolean secure) {
    super(METHOD, path, query, target, headers, remoteAddress, secure);
  }

  /** A view of another request. */
  Handshake(RequestHead head) {
    super(head);
  }

  /** Gathers a handshake's parts. */
  public static final class Builder {
    private final HeaderText headers = new HeaderText();
    private String target;

    /** As {@link RequestHead.Builder#target}. */
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
     * The handshake.
     *
     * @param path the request path, decoded, for example {@code /data}
     * @param query the raw query string without its question mark, or the empty string
     * @param remoteAddress the client's address
     * @param secure whether the connection came over TLS
     */
    public Handshake build(
        String path, String query, InetSocketAddress remoteAddress, boolean secure) {
      String plain = query.isEmpty() ? path : path + "?" + query;
      return new Handshake(
          path, query, target == null ? plain : target, headers.text(), remoteAddress, secure);
    }
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
    return (secure() ? "wss " : "ws ") + path() + " from " + remoteAddress();
  }
}
