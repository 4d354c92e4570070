package org.zmqwebbridge.bench.client;

/**
 * Why a connection is over.
 *
 * @param kind who ended it, and how
 * @param code the HTTP status, the WebSocket close code, or 0
 * @param text for people
 */
public record Ending(Kind kind, int code, String text) {
  /** How it ended. */
  public enum Kind {
    /** The handshake was answered with another status than 101. */
    REFUSED,
    /** The server sent a close frame. */
    CLOSED,
    /** TCP came up, and was closed before the handshake was answered. */
    TURNED_AWAY,
    /** TCP came up, and was closed before a request was answered. */
    UNANSWERED,
    /** TCP or TLS broke, or never came up. */
    LOST
  }

  private static final String FULL =
      ": it has as many connections as it may, in all or from this address. Raise"
          + " limits.maxConnectionsPerAddress (0: no limit) and limits.maxConnections in the"
          + " bridge's configuration, or ask for fewer --connections";
  private static final int UNAVAILABLE = 503;
  private static final int TOO_MANY = 429;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  /** What happened, and what to do about it. */
  public String explanation() {
    return switch (kind) {
      case REFUSED -> "the server refused the handshake with " + code + " " + text + advice();
      case CLOSED -> "the server closed the connection with " + code + " " + text;
      case TURNED_AWAY -> text + ", before it answered the handshake" + FULL;
      case UNANSWERED -> text + ", before it answered anything" + FULL;
      case LOST -> text + (text.contains("certif") ? ": --insecure accepts any certificate" : "");
    };
  }

  private String advice() {
    return switch (code) {
      case UNAVAILABLE, TOO_MANY -> FULL;
      case FORBIDDEN ->
          ": the Origin is not allowed (--origin sets it), or the hook websocketAllowed said no";
      case NOT_FOUND -> ": the path in --url is not the bridge's (websocket.path, /data)";
      default -> ": is --url a bridge's WebSocket?";
    };
  }
}
