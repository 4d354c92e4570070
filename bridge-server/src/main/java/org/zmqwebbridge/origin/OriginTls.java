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
 * @param authorities a PEM file with those that may vouch for it; empty: whom the JDK trusts
 */
public record OriginTls(
    String name,
    boolean isVerified,
    Optional<Path> certificate,
    Optional<Path> key,
    Optional<Path> authorities) {
  /** Checked against the name of the address. */
  public static final OriginTls VERIFIED =
      new OriginTls("", true, Optional.empty(), Optional.empty(), Optional.empty());

  /** Vouched for by whom this file has. */
  public OriginTls trusting(Path file) {
    return new OriginTls(name, isVerified, certificate, key, Optional.of(file));
  }

  /**
   * Reads its files.
   *
   * @throws IllegalArgumentException if one is not what it should be; the message says what to do
   */
  public void check() {
    TlsFiles unused = TlsFiles.of(this);
  }
}
