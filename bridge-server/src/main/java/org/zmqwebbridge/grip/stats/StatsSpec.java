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
 * @param tellsConnections whether each connection is told, and not only how many there are
 */
public record StatsSpec(
    Optional<ZmqEndpoint> address,
    boolean isJson,
    int connectionSeconds,
    int subscriptionSeconds,
    int reportSeconds,
    String from,
    Security security,
    boolean tellsConnections) {
  /**
   * Checks that nobody else learns who is connected, and what is heard.
   *
   * @throws IllegalArgumentException if others than this machine reach it without protection; the
   *     message says what to do
   */
  public StatsSpec {
    if (security.isNone()) {
      address.ifPresent(
          at -> at.checkLoopback("statistics of GRIP", "could learn your clients' addresses"));
    }
  }

  /** Nowhere. */
  public static final StatsSpec NONE =
      new StatsSpec(
          Optional.empty(),
          false,
          120,
          60,
          10,
          "zwb_" + ProcessHandle.current().pid(),
          Security.none(),
          true);

  /** The same with other times. */
  public StatsSpec withTimes(int connections, int subscriptions, int reports) {
    return new StatsSpec(
        address, isJson, connections, subscriptions, reports, from, security, tellsConnections);
  }

  /** The same, protected. */
  public StatsSpec with(Security protection) {
    return new StatsSpec(
        address,
        isJson,
        connectionSeconds,
        subscriptionSeconds,
        reportSeconds,
        from,
        protection,
        tellsConnections);
  }

  /** The same, which tells each connection or not. */
  public StatsSpec tellingConnections(boolean isEach) {
    return new StatsSpec(
        address,
        isJson,
        connectionSeconds,
        subscriptionSeconds,
        reportSeconds,
        from,
        security,
        isEach);
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
        security,
        tellsConnections);
  }
}
