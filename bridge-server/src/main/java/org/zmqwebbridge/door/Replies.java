package org.zmqwebbridge.door;

import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.gateway.JoinError;
import org.zmqwebbridge.gateway.Outcome;

/** What a door says when it does not give what was asked for. */
final class Replies {
  private static final int SOON_SECONDS = 1;

  /**
   * To a client that asks for no endpoint: it may come in, as over a WebSocket that opens no
   * socket.
   */
  static final HttpAnswer WELCOME = HttpAnswer.empty(204);

  /** One answer for what is not there and for what is not for this client. */
  static final HttpAnswer NO_DOOR =
      HttpAnswer.text(404, "There is no such endpoint, or none that you may use in this way.");

  static final HttpAnswer TOO_LARGE =
      HttpAnswer.text(413, "The message is larger, or has more parts, than this bridge takes.");

  static final HttpAnswer MEDIA_TYPE =
      HttpAnswer.text(
          415,
          "Send the message as it is, with any Content-Type but multipart, and no"
              + " Content-Encoding; or its parts as application/vnd.zmq.parts+json.");

  static final HttpAnswer NO_PARTS =
      HttpAnswer.text(400, "The body is no JSON array of strings in base64, at least one.");

  static final HttpAnswer NO_QUERY =
      HttpAnswer.text(400, "The query is not percent-encoded as it should be.");

  static final HttpAnswer TOO_MANY_TOPICS =
      HttpAnswer.text(400, "There are too many topics, or one is too long.");

  static final HttpAnswer NO_WAIT =
      HttpAnswer.text(400, "wait is a number of seconds, for example wait=20.");

  static final HttpAnswer NO_REPLAY =
      HttpAnswer.text(
          409,
          "This endpoint keeps nothing of what is published between two polls. Ask for a stream,"
              + " without wait; or have the operator set replay: true for it.");

  static final HttpAnswer NO_JSON =
      HttpAnswer.text(400, "The body is not JSON, which this endpoint demands.");

  static final HttpAnswer TOPIC = HttpAnswer.text(403, "You may not publish under this topic.");

  static final HttpAnswer NO_ROOM =
      HttpAnswer.text(503, "No service has taken the message in time; it was not sent.")
          .retryAfter(SOON_SECONDS);

  static final HttpAnswer BUSY =
      HttpAnswer.text(503, "Too much is under way. Try again later.").retryAfter(SOON_SECONDS);

  static final HttpAnswer BROKEN = HttpAnswer.text(500, "An internal error.");

  private Replies() {}

  /** A request that ended without its reply. */
  static HttpAnswer of(Outcome outcome) {
    return switch (outcome) {
      case TIMEOUT -> HttpAnswer.text(504, outcome.text());
      case TOO_LARGE -> HttpAnswer.text(502, outcome.text());
      case MALFORMED -> NO_JSON;
      case OVERFLOW, GATEWAY_LOST, SHUTDOWN, NOT_CONNECTED ->
          HttpAnswer.text(503, outcome.text()).retryAfter(SOON_SECONDS);
      case ID_IN_USE -> BROKEN;
    };
  }

  /** An endpoint that cannot be used. */
  static HttpAnswer of(JoinError error) {
    return switch (error) {
      case LIMIT, UNAVAILABLE, IN_USE ->
          HttpAnswer.text(503, error.text()).retryAfter(SOON_SECONDS);
      case MALFORMED, NOT_ALLOWED, NO_IDENTITY -> NO_DOOR;
    };
  }
}
