package org.zmqwebbridge.grip;

import java.util.Set;

/**
 * What one that waits, a held request or a WebSocket, may take of an origin's time and of memory,
 * and where its origin may send us.
 *
 * @param maxSocketEventBytes of messages that wait while an origin answers the ones before; the
 *     client is not read from while it has so many
 * @param maxOriginRetries how often an origin that is not there is asked again
 * @param firstRetryMillis after which that is done first; then after twice as long, and so on
 * @param maxLinkedPages of a response that goes on at further addresses, one after the other
 * @param lingerMillis how long a channel is heard after the last who waited there for a response,
 *     so that the id of its last item is known
 * @param maxLingering of such channels; above, they are left at once
 * @param asksOnFirst whether an origin is asked again a second after somebody came first to a
 *     channel
 * @param allowedLinkHosts to which links may lead beside the host that the client has asked for, as
 *     {@code host} or {@code host:port}
 */
public record HoldSettings(
    int maxSocketEventBytes,
    int maxOriginRetries,
    long firstRetryMillis,
    int maxLinkedPages,
    long lingerMillis,
    int maxLingering,
    boolean asksOnFirst,
    Set<String> allowedLinkHosts) {
  /** The defaults of docs/OPERATIONS.md. */
  public static final HoldSettings DEFAULTS =
      new HoldSettings(200_000, 5, 1_000, 1_000, 60_000, 10_000, false, Set.of());

  public HoldSettings {
    allowedLinkHosts = Set.copyOf(allowedLinkHosts);
  }

  /** How long to wait before an attempt, the first of which is 0. */
  long retryMillis(int attempt) {
    return firstRetryMillis << Math.min(attempt, Integer.SIZE / 2);
  }
}
