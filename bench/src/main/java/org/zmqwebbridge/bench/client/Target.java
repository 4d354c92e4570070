package org.zmqwebbridge.bench.client;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;

/**
 * What a load is put on.
 *
 * @param scheme {@code ws}, {@code wss}, {@code http} or {@code https}
 * @param host as it is named in the request
 * @param port never 0
 * @param path of the WebSocket, with its query; or what the paths of the doors begin with
 * @param origin the Origin header, if one is sent
 * @param subprotocol what is spoken, if it is to be agreed on
 * @param trustAll whether any certificate will do
 */
public record Target(
    String scheme,
    String host,
    int port,
    String path,
    Optional<String> origin,
    Optional<String> subprotocol,
    boolean trustAll) {
  private static final String WEB_SOCKET = "write it like ws://127.0.0.1:8000/data";
  private static final String DOORS = "write it like http://127.0.0.1:8000";
  private static final int PORT = 80;
  private static final int SECURE_PORT = 443;

  /**
   * Reads a WebSocket's URL.
   *
   * @throws IllegalArgumentException if it is not {@code ws://…} or {@code wss://…}; the message
   *     says what to write
   */
  public static Target of(String url, Optional<String> origin, boolean trustAll) {
    URI uri = uri(url, WEB_SOCKET);
    String scheme = String.valueOf(uri.getScheme());
    if (!scheme.matches("wss?") || uri.getHost() == null) {
      throw new IllegalArgumentException("--url " + url + " is no WebSocket; " + WEB_SOCKET);
    }
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return at(uri, scheme, path + query, origin, trustAll);
  }

  /**
   * Reads the URL that the doors are below; a WebSocket's stands for the doors of its bridge.
   *
   * @throws IllegalArgumentException if it is neither; the message says what to write
   */
  public static Target ofDoors(String url, Optional<String> origin, boolean trustAll) {
    URI uri = uri(url, DOORS);
    String scheme = String.valueOf(uri.getScheme());
    if (!scheme.matches("(ws|http)s?") || uri.getHost() == null) {
      throw new IllegalArgumentException("--url " + url + " is no bridge; " + DOORS);
    }
    boolean webSocket = scheme.startsWith("ws");
    String path = webSocket ? "" : uri.getRawPath().replaceAll("/+$", "");
    String http = webSocket ? scheme.replace("ws", "http") : scheme;
    return at(uri, http, path, origin, trustAll);
  }

  private static Target at(
      URI uri, String scheme, String path, Optional<String> origin, boolean trustAll) {
    int port = uri.getPort() > 0 ? uri.getPort() : isSecure(scheme) ? SECURE_PORT : PORT;
    return new Target(scheme, uri.getHost(), port, path, origin, Optional.empty(), trustAll);
  }

  private static boolean isSecure(String scheme) {
    return scheme.equals("wss") || scheme.equals("https");
  }

  /** Whether it is TLS. */
  public boolean secure() {
    return isSecure(scheme);
  }

  /** The same, where this subprotocol is offered. */
  public Target speaking(String offered) {
    return new Target(scheme, host, port, path, origin, Optional.of(offered), trustAll);
  }

  private static URI uri(String url, String example) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("--url " + url + " is malformed; " + example, malformed);
    }
  }

  /** Resolved again by each call. */
  InetSocketAddress address() {
    return new InetSocketAddress(bareHost(), port);
  }

  /** Without the brackets of IPv6. */
  String bareHost() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Host and port, as a request names them. */
  public String authority() {
    return host + ":" + port;
  }

  @Override
  public String toString() {
    return scheme + "://" + authority() + path;
  }
}
