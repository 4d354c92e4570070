package org.zmqwebbridge.relay;

import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.HttpAnswer;

/** What a location says when it does not give what was asked for. */
final class RelayReplies {
  private static final int SOON_SECONDS = 1;

  static final HttpAnswer FOREIGN = HttpAnswer.text(403, "Origin not allowed.");

  static final HttpAnswer SECRET =
      HttpAnswer.text(401, "This location wants its secret: Authorization: Bearer …")
          .with("WWW-Authenticate", "Bearer");

  static final HttpAnswer DENIED = HttpAnswer.text(403, "Not allowed.");

  static final HttpAnswer TOO_FAST =
      HttpAnswer.text(429, "Too many messages a second.").retryAfter(SOON_SECONDS);

  static final HttpAnswer BROKEN = HttpAnswer.text(500, "An internal error.");

  private RelayReplies() {}

  /** A client that may not come in. */
  static HttpAnswer of(CloseReason told) {
    String text = "Not allowed: " + told.status().text() + ".";
    return switch (told) {
      case UNAUTHORIZED, NO_CREDENTIALS, GRANT_EXPIRED ->
          HttpAnswer.text(401, text).with("WWW-Authenticate", "Bearer");
      case UNDECIDED, UNDECIDABLE, BUSY -> HttpAnswer.text(503, text).retryAfter(SOON_SECONDS);
      default ->
          told.isLimit()
              ? HttpAnswer.text(429, text).retryAfter(SOON_SECONDS)
              : HttpAnswer.text(403, text);
    };
  }
}
