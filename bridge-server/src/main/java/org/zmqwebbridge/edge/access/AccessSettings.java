package org.zmqwebbridge.edge.access;

import java.util.Optional;

/**
 * Whether there is an access log, and how much of it.
 *
 * <p>Immutable.
 *
 * @param format how lines look; empty: there are none
 * @param perSecond how many at most
 */
public record AccessSettings(Optional<AccessFormat> format, int perSecond) {
  /** None. */
  public static final AccessSettings OFF = new AccessSettings(Optional.empty(), 1_000);
}
