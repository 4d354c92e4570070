package org.zmqwebbridge.origin;

import java.nio.file.Path;
import java.util.Optional;

/**
 * TLS to a back end; requests with equal ones share their connections.
 *
 * <p>Immutable.
 *
 * @param name that its certificate must be for, and that it is told (SNI); empty: that of the
 *     address
 * @param isVerified whether its certificate is checked at all
 * @param certificate a PEM file of ours, and the chain after it, if it wants one
 * @param key a PEM file with the key to it
 */
public record OriginTls(
    String name, boolean isVerified, Optional<Path> certificate, Optional<Path> key) {
  /** Checked against the name of the address. */
  public static final OriginTls VERIFIED =
      new OriginTls("", true, Optional.empty(), Optional.empty());
}
