package org.zmqwebbridge.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;
import java.util.OptionalLong;
import org.zmqwebbridge.edge.Query;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.relay.wire.HttpDate;
import org.zmqwebbridge.relay.wire.PlaceId;

/**
 * Where a subscriber says that it is: {@code Last-Event-ID}, {@code ?last_event_id}, or {@code
 * If-Modified-Since} with {@code If-None-Match}. One that says what is no place begins again, as
 * nchan has it.
 */
final class Whereabouts {
  private static final String PARAMETER = "last_event_id";

  private Whereabouts() {}

  /**
   * Its place; empty: it has none.
   *
   * @param channels how many it subscribes to
   */
  static Optional<PlaceId> of(RequestHead head, int channels) {
    Optional<String> id =
        head.header("last-event-id")
            .or(
                () ->
                    Query.first(head.query(), PARAMETER)
                        .map(bytes -> new String(bytes, ISO_8859_1)));
    return id.isPresent()
        ? PlaceId.parse(id.get().strip(), channels)
        : byValidators(head, channels);
  }

  /** That of a request which is answered with one message. */
  static Optional<PlaceId> byValidators(RequestHead head, int channels) {
    OptionalLong seconds =
        head.header("if-modified-since")
            .map(text -> HttpDate.parse(text.strip()))
            .orElse(OptionalLong.empty());
    String tag = bare(head.header("if-none-match").orElse("0"));
    return seconds.isPresent()
        ? PlaceId.parse(seconds.getAsLong(), tag, channels)
        : Optional.empty();
  }

  private static String bare(String header) {
    String text = header.strip();
    String tag = text.startsWith("W/") ? text.substring(2) : text;
    boolean quoted = tag.length() >= 2 && tag.startsWith("\"") && tag.endsWith("\"");
    return quoted ? tag.substring(1, tag.length() - 1) : tag;
  }
}
