package org.zmqwebbridge.grip;

import java.util.Optional;

/**
 * Who signs what origins are asked, and whose signatures are trusted.
 *
 * <p>Immutable. Its text holds no key.
 *
 * @param own of routes that say nothing of it; empty: these are not signed
 * @param upstreamKey of proxies in front that speak GRIP, whose clients are not ours: {@code
 *     base64:…}, {@code file:…}, PEM or a secret; empty: none is trusted
 */
public record Signatures(Optional<RouteOptions.Signature> own, Optional<String> upstreamKey) {
  /** None, and nobody's. */
  public static final Signatures NONE = new Signatures(Optional.empty(), Optional.empty());

  /**
   * Checks the key of the others.
   *
   * @throws IllegalArgumentException if it is none; the message says what to do
   */
  public Signatures {
    upstreamKey.ifPresent(SigningKey::toCheck);
  }

  @Override
  public String toString() {
    return own.map(said -> "signs as " + said.issuer()).orElse("signs nothing")
        + (upstreamKey.isPresent() ? ", trusts a key" : "");
  }
}
