package org.zmqwebbridge.relay;

import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.edge.HttpAnswer;

/** What a location says when it does not give what was asked for. */
final class RelayReplies {
  private static final int SOON_SECONDS = 1;

  static final HttpAnswer FOREIGN = HttpAnswer.text(403, "Origin not allowed.");

  static final HttpAnswer SECRET =
      HttpAnswer.text(401, "This location wants its secret: Authorization: Bearer …")
          .with("WWW-Authenticate", "Bearer");

  static final HttpAnswer DENIED = HttpAnswer.text(403, "Not allowed.");

  static final HttpAnswer GONE = HttpAnswer.empty(410);

  static final HttpAnswer CONFLICT = HttpAnswer.empty(409);

  static final HttpAnswer MALFORMED =
      HttpAnswer.text(400, "If-Modified-Since or If-None-Match cannot be read.");

  static final HttpAnswer NO_QUERY = HttpAnswer.text(400, "The query cannot be read.");

  static final HttpAnswer LONG_HEADER =
      HttpAnswer.text(400, "Content-Type or X-EventSource-Event is too long.");

  static final HttpAnswer OVERLOADED =
      HttpAnswer.text(503, "Too much is being published.").retryAfter(SOON_SECONDS);

  private RelayReplies() {}

  /** A channel that cannot do what it was asked for. */
  static HttpAnswer of(ChannelException why) {
    return switch (why.fault()) {
      case MISSING -> HttpAnswer.empty(404);
      case TOO_MANY_CHANNELS -> HttpAnswer.text(403, "There are too many channels.");
      case TOO_MANY_SUBSCRIBERS -> HttpAnswer.empty(403);
      case OCCUPIED -> HttpAnswer.empty(409);
      case FULL -> HttpAnswer.text(507, "The store is full.");
      case BUSY -> HttpAnswer.text(503, "Its subscribers do not keep up.").retryAfter(SOON_SECONDS);
      case UNAVAILABLE ->
          HttpAnswer.text(503, "The store does not answer.").retryAfter(SOON_SECONDS);
    };
  }
}
