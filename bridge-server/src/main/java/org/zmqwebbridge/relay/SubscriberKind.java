package org.zmqwebbridge.relay;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.zmqwebbridge.edge.RequestHead;

/** What a subscriber's client is, by the headers that it sends. */
public enum SubscriberKind {
  /** A request for each message; one that does not wait as well. */
  LONG_POLL("longpoll"),
  /** Server-sent events, by {@code Accept: text/event-stream}. */
  EVENTS("eventsource"),
  /** A WebSocket, by its handshake. */
  WEBSOCKET("websocket"),
  /** A chunk for each message, by {@code TE: chunked}. */
  CHUNKED("http-chunked"),
  /** A part for each message, by {@code Accept: multipart/mixed}. */
  MULTIPART("http-multipart-mixed"),
  /** Messages and separators, where a location has it; by no header. */
  RAW("http-raw-stream");

  /** All that nchan serves where it is not told otherwise. */
  public static final Set<SubscriberKind> STANDARD =
      Set.of(LONG_POLL, EVENTS, WEBSOCKET, CHUNKED, MULTIPART);

  private final String word;

  SubscriberKind(String word) {
    this.word = word;
  }

  /** As settings have it, nchan's. */
  public String word() {
    return word;
  }

  /**
   * The kind of a plain request, of those that its location serves; empty: of none of them.
   *
   * @param served by the location
   */
  static Optional<SubscriberKind> of(RequestHead head, Set<SubscriberKind> served) {
    if (served.contains(EVENTS) && says(head, "accept", "text/event-stream")) {
      return Optional.of(EVENTS);
    }
    if (served.contains(MULTIPART) && says(head, "accept", "multipart/mixed")) {
      return Optional.of(MULTIPART);
    }
    if (served.contains(CHUNKED) && says(head, "te", "chunked")) {
      return Optional.of(CHUNKED);
    }
    return served.contains(LONG_POLL)
        ? Optional.of(LONG_POLL)
        : Optional.of(RAW).filter(served::contains);
  }

  /** Whether a member of a list in a header is this, whatever its parameters. */
  private static boolean says(RequestHead head, String header, String wanted) {
    for (String line : head.headers().getOrDefault(header, List.of())) {
      for (String member : line.split(",", -1)) {
        if (member.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(wanted)) {
          return true;
        }
      }
    }
    return false;
  }
}
