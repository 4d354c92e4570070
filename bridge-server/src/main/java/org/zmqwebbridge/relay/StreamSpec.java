package org.zmqwebbridge.relay;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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

  /** What the methods that take a value may change. */
  private static final class Draft {
    private Set<SubscriberKind> kinds;
    private Place first;
    private long heartbeatMillis;
    private String separator;
    private boolean wholeBacklog;
    private int maxHistory;
    private boolean gzip;
    private SlowReaderPolicy slowReaders;
    private Optional<SignOfLife> signOfLife;

    Draft(StreamSpec of) {
      kinds = of.kinds;
      first = of.first;
      heartbeatMillis = of.heartbeatMillis;
      separator = of.separator;
      wholeBacklog = of.wholeBacklog;
      maxHistory = of.maxHistory;
      gzip = of.gzip;
      slowReaders = of.slowReaders;
      signOfLife = of.signOfLife;
    }
  }

  private StreamSpec with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new StreamSpec(
        draft.kinds,
        draft.first,
        draft.heartbeatMillis,
        draft.separator,
        draft.wholeBacklog,
        draft.maxHistory,
        draft.gzip,
        draft.slowReaders,
        draft.signOfLife);
  }

  public StreamSpec withKinds(Set<SubscriberKind> other) {
    return with(draft -> draft.kinds = other);
  }

  public StreamSpec withFirst(Place other) {
    return with(draft -> draft.first = other);
  }

  public StreamSpec withHeartbeatMillis(long other) {
    return with(draft -> draft.heartbeatMillis = other);
  }

  public StreamSpec withSeparator(String other) {
    return with(draft -> draft.separator = other);
  }

  public StreamSpec withWholeBacklog(boolean other) {
    return with(draft -> draft.wholeBacklog = other);
  }

  public StreamSpec withMaxHistory(int other) {
    return with(draft -> draft.maxHistory = other);
  }

  public StreamSpec withGzip(boolean other) {
    return with(draft -> draft.gzip = other);
  }

  public StreamSpec withSlowReaders(SlowReaderPolicy other) {
    return with(draft -> draft.slowReaders = other);
  }

  public StreamSpec withSignOfLife(Optional<SignOfLife> other) {
    return with(draft -> draft.signOfLife = other);
  }
}
