package org.zmqwebbridge.auth.jwt;

import java.util.Optional;
import java.util.Set;

/**
 * Which tokens are good.
 *
 * @param issuer what {@code iss} must be
 * @param audience what must be in {@code aud}
 * @param algorithms the only signatures that count, for example {@code RS256} (RFC 7518, section
 *     3.1); asymmetric ones
 * @param clockSkewSeconds how far the issuer's clock may be from ours
 * @param principalClaim the claim that says who it is
 * @param topicsClaim the claim that lists topics, as an array or words; empty: all topics
 */
public record JwtRules(
    String issuer,
    String audience,
    Set<String> algorithms,
    int clockSkewSeconds,
    String principalClaim,
    Optional<String> topicsClaim) {

  /** What may be pinned; {@code none} and shared keys are not among them. */
  public static final Set<String> ALGORITHMS =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

  /**
   * Checks what would make every token good, or none.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  public JwtRules {
    algorithms = Set.copyOf(algorithms);
    if (algorithms.isEmpty() || !ALGORITHMS.containsAll(algorithms)) {
      throw new IllegalArgumentException(
          "algorithms "
              + algorithms
              + ": pin one or more of RS256 to RS512, PS256 to PS512, ES256 to ES512 (RFC 7518)");
    }
    if (issuer.isEmpty() || audience.isEmpty() || principalClaim.isEmpty()) {
      throw new IllegalArgumentException("issuer, audience and principal are not empty");
    }
  }
}
