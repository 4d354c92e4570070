package org.zmqwebbridge.grip.stats;

import java.util.Optional;
import org.zmqwebbridge.zmq.Security;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/**
 * Where it is published what happens, and how.
 *
 * <p>Immutable.
 *
 * @param address where a PUB is bound; empty: nowhere
 * @param isJson whether messages are JSON; otherwise tnetstrings
 * @param connectionSeconds how long a connection is good that is not told again; it is told twice
 *     in that time
 * @param subscriptionSeconds the same for subscriptions
 * @param reportSeconds between two reports
 * @param from by which subscribers know this process among others
 * @param security of the socket
 */
public record StatsSpec(
    Optional<ZmqEndpoint> address,
    boolean isJson,
    int connectionSeconds,
    int subscriptionSeconds,
    int reportSeconds,
    String from,
    Security security) {
  /** Nowhere. */
  public static final StatsSpec NONE =
      new StatsSpec(
          Optional.empty(),
          false,
          120,
          60,
          10,
          "zwb_" + ProcessHandle.current().pid(),
          Security.none());

  /** The same with other times. */
  public StatsSpec withTimes(int connections, int subscriptions, int reports) {
    return new StatsSpec(address, isJson, connections, subscriptions, reports, from, security);
  }

  /**
   * An address that only this machine reaches: there it is said who is connected from where.
   *
   * @throws IllegalArgumentException if it is another; the message says what to do
   */
  public static ZmqEndpoint checked(ZmqEndpoint bound) {
    boolean isLocal =
        bound.isOfThisMachine()
            || bound.host().equals("localhost")
            || bound.host().equals("::1")
            || (bound.host().startsWith("127.") && !bound.isNamed());
    if (!isLocal) {
      throw new IllegalArgumentException(
          "statistics of GRIP at "
              + bound
              + ": everybody who reaches it would see who is connected; bind 127.0.0.1 or ipc://");
    }
    return bound;
  }

  /** The same at this address. */
  public StatsSpec at(ZmqEndpoint bound, boolean json) {
    return new StatsSpec(
        Optional.of(bound),
        json,
        connectionSeconds,
        subscriptionSeconds,
        reportSeconds,
        from,
        security);
  }
}
