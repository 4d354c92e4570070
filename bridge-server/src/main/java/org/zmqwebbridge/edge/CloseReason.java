package org.zmqwebbridge.edge;

/**
 * Why the bridge ends a connection, whatever is spoken on it: what the edge and the hooks find.
 * What one dialect alone ends it for is a {@link CloseStatus} of its own.
 *
 * <p>Each has the close code that the client sees (of RFC 6455, section 7.4.1, or of IANA's
 * "WebSocket Close Code Number Registry"), a text for the client, and a text for the operator's
 * log.
 */
public enum CloseReason {
  PROTOCOL_ERROR(1002, "protocol error", "broke the WebSocket protocol"),
  BAD_MESSAGE(1007, "malformed message", "sent what is not UTF-8, or cannot be inflated"),
  SLOW_READER(1008, "reading too slowly", "took nothing from its full socket in time"),
  MISSED_PUBLICATION(1008, "reading too slowly", "would have missed a publication"),
  REPLIES_OVERFLOW(1008, "too many unread replies", "let replies alone fill its outbound queue"),
  GRANT_EXPIRED(1008, "credentials expired", "lost what it was granted: it has expired"),
  NO_PONG(1008, "no answer to ping", "did not answer a ping in time"),
  TOO_BIG(1009, "message too big", "sent a message above the limits"),
  INTERNAL_ERROR(1011, "internal error", "ended by an internal error"),
  SHUTDOWN(1012, "the bridge is restarting", "ended by the bridge's shutdown"),
  ENDED_BY_OPERATOR(1012, "ended by the operator", "was ended by an operator"),
  LIFETIME_OVER(1012, "to come back soon", "has been here for deadlines.lifetimeMillis"),
  ENDPOINT_GONE(1012, "an endpoint has changed", "had a socket at an endpoint that is gone now"),
  ASKED_AGAIN(1012, "to be asked again", "was let in by a service that is not asked any more"),
  OVERLOADED(1013, "try again later", "came when all connections together had too much in memory"),
  NO_CREDENTIALS(3000, "no credentials in time", "opened no socket that needs credentials in time"),
  UNAUTHORIZED(3000, "no credential, or a bad one", "brought no credential, or a bad one"),
  FORBIDDEN(3003, "not allowed", "may not come in"),
  REVOKED(3003, "access revoked", "lost what it was granted: its principal is revoked"),
  UNDECIDED(3008, "no decision in time", "was not decided on in time"),
  UNDECIDABLE(1011, "no decision: an internal error", "could not be decided on"),
  BUSY(1013, "no decision: try again later", "came when too many waited for a decision"),
  TOO_MANY_OF_ADDRESS(
      4000, "too many connections from this address", "is one too many of its address"),
  TOO_MANY_OF_PRINCIPAL(
      4001, "too many connections of this user", "is one too many of its principal"),
  TOO_OFTEN(4002, "too many attempts", "came too often"),
  CREDENTIAL_WITHDRAWN(
      3003, "credential withdrawn", "was let in for a credential that is not good any more"),
  ORIGIN_WITHDRAWN(3003, "origin not allowed", "came from an Origin that is not allowed any more");

  private static final int FIRST_LIMIT = 4000;
  private static final int LAST_LIMIT = 4099;

  private final int code;
  private final String clientText;
  private final String operatorText;

  CloseReason(int code, String clientText, String operatorText) {
    this.code = code;
    this.clientText = clientText;
    this.operatorText = operatorText;
  }

  /** Whether it is a limit that the client may be within later. */
  public boolean isLimit() {
    return code >= FIRST_LIMIT && code <= LAST_LIMIT;
  }

  /** Whether it says nothing about the one that it ends. */
  public boolean isOfAll() {
    return this == SHUTDOWN || this == LIFETIME_OVER;
  }

  /** Whether a client that is not let in can be told this. */
  public boolean isRefusal() {
    return switch (this) {
      case UNAUTHORIZED, FORBIDDEN, REVOKED, UNDECIDED, UNDECIDABLE, BUSY -> true;
      default -> isLimit();
    };
  }

  /** Whether the client may receive nothing more but this: what waits for it is dropped. */
  public boolean isImmediate() {
    return switch (this) {
      case GRANT_EXPIRED, REVOKED, CREDENTIAL_WITHDRAWN, ORIGIN_WITHDRAWN, ENDED_BY_OPERATOR ->
          true;
      default -> false;
    };
  }

  /** What a client is told that is not let in, and so has no number. */
  public CloseStatus status() {
    return new CloseStatus(code, clientText);
  }

  /** What a client is told, its connection's number after it. */
  public CloseStatus status(long connection) {
    return status().ofConnection(connection);
  }

  /** What the operator reads: "connection 7 …". */
  public String operatorText() {
    return operatorText;
  }
}
