package org.zmqwebbridge.bench.client;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;

/**
 * The WebSocket that a load is put on.
 *
 * @param secure whether it is {@code wss}
 * @param host as it is named in the request
 * @param port never 0
 * @param path with its query
 * @param origin the Origin header, if one is sent
 * @param subprotocol what is spoken, if it is to be agreed on
 * @param trustAll whether any certificate will do
 */
public record Target(
    boolean secure,
    String host,
    int port,
    String path,
    Optional<String> origin,
    Optional<String> subprotocol,
    boolean trustAll) {
  private static final int PORT = 80;
  private static final int SECURE_PORT = 443;

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException if it is not {@code ws://…} or {@code wss://…}; the message
   *     says what to write
   */
  public static Target of(String url, Optional<String> origin, boolean trustAll) {
    URI uri = uri(url);
    boolean secure = "wss".equals(uri.getScheme());
    if ((!secure && !"ws".equals(uri.getScheme())) || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "--url " + url + " is no WebSocket; write it like ws://127.0.0.1:8000/data");
    }
    int port = uri.getPort() > 0 ? uri.getPort() : secure ? SECURE_PORT : PORT;
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new Target(
        secure, uri.getHost(), port, path + query, origin, Optional.empty(), trustAll);
  }

  /** The same, where this subprotocol is offered. */
  public Target speaking(String offered) {
    return new Target(secure, host, port, path, origin, Optional.of(offered), trustAll);
  }

  private static URI uri(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "--url " + url + " is malformed; write it like ws://127.0.0.1:8000/data", malformed);
    }
  }

  /** Resolved anew by each call. */
  InetSocketAddress address() {
    return new InetSocketAddress(bareHost(), port);
  }

  /** Without the brackets of IPv6. */
  String bareHost() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  @Override
  public String toString() {
    return (secure ? "wss://" : "ws://") + host + ":" + port + path;
  }
}
