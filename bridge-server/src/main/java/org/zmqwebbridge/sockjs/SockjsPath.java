package org.zmqwebbridge.sockjs;

import java.util.Optional;

/**
 * What is asked for below the path of a SockJS service.
 *
 * <p>Immutable.
 */
sealed interface SockjsPath {
  /** Whether a service is there. */
  record Greeting() implements SockjsPath {}

  /** What it can do. */
  record Info() implements SockjsPath {}

  /** A page that carries other transports. */
  record Iframe() implements SockjsPath {}

  /** A WebSocket without frames of SockJS. */
  record RawSocket() implements SockjsPath {}

  /**
   * A transport of a session.
   *
   * @param session as its client has chosen it
   */
  record OfSession(String session, Transport transport) implements SockjsPath {}

  /**
   * Reads one; empty: there is nothing.
   *
   * @param rest of the path, after the service's own
   */
  static Optional<SockjsPath> of(String rest) {
    if (rest.isEmpty() || rest.equals("/")) {
      return Optional.of(new Greeting());
    }
    if (rest.equals("/info")) {
      return Optional.of(new Info());
    }
    if (rest.equals("/websocket")) {
      return Optional.of(new RawSocket());
    }
    if (rest.startsWith("/iframe") && rest.endsWith(".html") && rest.indexOf('/', 1) < 0) {
      return Optional.of(new Iframe());
    }
    String[] words = rest.substring(1).split("/", -1);
    return words.length == 3 && isName(words[0]) && isName(words[1])
        ? Transport.of(words[2]).map(transport -> new OfSession(words[1], transport))
        : Optional.empty();
  }

  private static boolean isName(String word) {
    return !word.isEmpty() && word.indexOf('.') < 0;
  }
}
