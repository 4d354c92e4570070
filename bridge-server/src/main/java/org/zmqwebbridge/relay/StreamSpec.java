package org.zmqwebbridge.relay;

import java.util.Optional;
import java.util.Set;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.flow.SlowReaderPolicy;

/**
 * How a location serves subscribers that stay: server-sent events, WebSockets, chunks, parts, raw
 * streams.
 *
 * @param kinds which kinds of subscribers it serves, those that poll included; others get 403
 * @param first where a subscriber begins that brings no place
 * @param heartbeatMillis how long a stream of events says nothing at most; 0: for ever
 * @param separator after each message of a raw stream
 * @param wholeBacklog whether a long-poll is answered with all messages that are kept, as parts
 * @param maxHistory how many kept messages {@code ?history=N} gives at most; 0: it is not there
 * @param gzip whether answers, and streams, are compressed for clients that take it
 * @param slowReaders what a subscriber loses that reads too slowly
 * @param signOfLife what a WebSocket's client may say to hear that it is alive; empty: nothing
 */
public record StreamSpec(
    Set<SubscriberKind> kinds,
    Place first,
    long heartbeatMillis,
    String separator,
    boolean wholeBacklog,
    int maxHistory,
    boolean gzip,
    SlowReaderPolicy slowReaders,
    Optional<SignOfLife> signOfLife) {
  /** All kinds but raw streams, from the oldest message on. */
  public static final StreamSpec DEFAULTS =
      new StreamSpec(
          SubscriberKind.STANDARD,
          Place.OLDEST,
          15_000,
          "\n",
          false,
          0,
          false,
          SlowReaderPolicy.OLDEST,
          Optional.empty());

  public StreamSpec {
    kinds = Set.copyOf(kinds);
  }

  /**
   * A text message that is no publication, and how it is answered.
   *
   * @param said by a client
   * @param answered what it is answered with
   */
  public record SignOfLife(String said, String answered) {}

  public StreamSpec withKinds(Set<SubscriberKind> other) {
    return new StreamSpec(
        other,
        first,
        heartbeatMillis,
        separator,
        wholeBacklog,
        maxHistory,
        gzip,
        slowReaders,
        signOfLife);
  }

  public StreamSpec withFirst(Place other) {
    return new StreamSpec(
        kinds,
        other,
        heartbeatMillis,
        separator,
        wholeBacklog,
        maxHistory,
        gzip,
        slowReaders,
        signOfLife);
  }

  public StreamSpec withHeartbeatMillis(long other) {
    return new StreamSpec(
        kinds, first, other, separator, wholeBacklog, maxHistory, gzip, slowReaders, signOfLife);
  }

  public StreamSpec withSeparator(String other) {
    return new StreamSpec(
        kinds,
        first,
        heartbeatMillis,
        other,
        wholeBacklog,
        maxHistory,
        gzip,
        slowReaders,
        signOfLife);
  }

  public StreamSpec withWholeBacklog(boolean other) {
    return new StreamSpec(
        kinds, first, heartbeatMillis, separator, other, maxHistory, gzip, slowReaders, signOfLife);
  }

  public StreamSpec withMaxHistory(int other) {
    return new StreamSpec(
        kinds,
        first,
        heartbeatMillis,
        separator,
        wholeBacklog,
        other,
        gzip,
        slowReaders,
        signOfLife);
  }

  public StreamSpec withGzip(boolean other) {
    return new StreamSpec(
        kinds,
        first,
        heartbeatMillis,
        separator,
        wholeBacklog,
        maxHistory,
        other,
        slowReaders,
        signOfLife);
  }

  public StreamSpec withSlowReaders(SlowReaderPolicy other) {
    return new StreamSpec(
        kinds,
        first,
        heartbeatMillis,
        separator,
        wholeBacklog,
        maxHistory,
        gzip,
        other,
        signOfLife);
  }

  public StreamSpec withSignOfLife(Optional<SignOfLife> other) {
    return new StreamSpec(
        kinds,
        first,
        heartbeatMillis,
        separator,
        wholeBacklog,
        maxHistory,
        gzip,
        slowReaders,
        other);
  }
}
