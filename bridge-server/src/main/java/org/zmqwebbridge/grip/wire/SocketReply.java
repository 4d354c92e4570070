package org.zmqwebbridge.grip.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an origin answers to events of a WebSocket that is spoken over HTTP.
 *
 * <p>Immutable.
 *
 * @param events what it wants to happen
 * @param prefix of what goes to the client, where the origin speaks GRIP; empty: it does not, and
 *     all goes there
 * @param meta what it wants to be told with each request from now on; an empty value: no more
 * @param keepAliveSeconds after which it is asked without events; 0: not at all; empty: as before
 * @param acceptedBytes how many bytes of messages it has taken, the rest is told again; empty: all
 */
public record SocketReply(
    List<SocketEvent> events,
    Optional<String> prefix,
    List<Header> meta,
    Optional<Integer> keepAliveSeconds,
    Optional<Integer> acceptedBytes) {
  /** Below which no origin is asked without events. */
  public static final int LEAST_KEEP_ALIVE_SECONDS = 20;

  private static final int OK = 200;
  private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
  private static final String SET_META = "set-meta-";

  public SocketReply {
    events = List.copyOf(events);
    meta = List.copyOf(meta);
  }

  /** Whether an answer is one at all. */
  public static boolean isOne(OriginResponse said) {
    return said.code() == OK
        && said.header("Content-Type").orElse("").equals(SocketEvents.MEDIA_TYPE);
  }

  /** Reads one. */
  public static SocketReply read(OriginResponse said) throws MalformedGripException {
    if (!isOne(said)) {
      throw new MalformedGripException(
          "events are answered with status 200 and Content-Type " + SocketEvents.MEDIA_TYPE);
    }
    List<Header> meta = new ArrayList<>();
    for (Header field : said.headers()) {
      if (isMeta(field)) {
        meta.add(new Header(field.name().substring(SET_META.length()), field.value()));
      }
    }
    return new SocketReply(
        SocketEvents.read(said.body()),
        prefix(said.headers()),
        meta,
        said.header("Keep-Alive-Interval").map(SocketReply::interval),
        said.header("Content-Bytes-Accepted").map(SocketReply::number));
  }

  /** The prefix that these say, if they agree on the extension {@code grip}. */
  public static Optional<String> prefix(List<Header> headers) {
    for (Header field : headers) {
      if (field.is(EXTENSIONS)) {
        for (Element extension : Element.list(field.value())) {
          if (extension.value().equalsIgnoreCase("grip")) {
            return Optional.of(extension.parameter("message-prefix").orElse("m:"));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isMeta(Header field) {
    return field.name().regionMatches(true, 0, SET_META, 0, SET_META.length())
        && field.name().length() > SET_META.length();
  }

  /** Whether a header of an answer is between its origin and us. */
  public static boolean isOurs(Header field) {
    return isMeta(field)
        || field.is("Keep-Alive-Interval")
        || field.name().regionMatches(true, 0, "content-", 0, "content-".length())
        || field.name().regionMatches(true, 0, "sec-websocket-", 0, "sec-websocket-".length())
        || InstructHeaders.isOurs(field);
  }

  private static int interval(String said) {
    int seconds = number(said);
    return seconds <= 0 ? 0 : Math.max(LEAST_KEEP_ALIVE_SECONDS, seconds);
  }

  private static int number(String said) {
    try {
      return Math.max(0, Integer.parseInt(said.trim()));
    } catch (NumberFormatException none) {
      return 0;
    }
  }
}
