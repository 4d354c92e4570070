package org.zmqwebbridge.auth.jwt;

import com.google.common.base.Splitter;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimNames;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.auth.credential.CredentialBelief;
import org.zmqwebbridge.auth.credential.CredentialVerifier;
import org.zmqwebbridge.edge.CloseReason;

/**
 * Verifies signed JSON Web Tokens (RFC 7519, and the advice of RFC 8725): the algorithm is pinned,
 * issuer and audience are ours, {@code exp} is there and in the future, the key comes from the
 * provider's key set and never from the token.
 *
 * <p>Owner thread: any; may block while it fetches keys.
 */
public final class JwtVerifier implements CredentialVerifier {
  /** The longest token that is looked at, in characters. */
  public static final int MAX_CHARACTERS = 16_384;

  private final JwtRules rules;
  private final String jwks;
  private final Set<String> keysInFile; // when this was made; empty if they are at an address
  private final DefaultJWTProcessor<SecurityContext> processor;

  /**
   * One that trusts the keys at an address.
   *
   * @param jwks {@code https://…}, {@code http://} on loopback, or a file: the provider's JWK set
   * @param betweenLooks how long after one look for an unknown key the next may be
   * @param outage for how long the last known keys serve while the provider is away
   * @throws IllegalArgumentException if the address cannot be used; the message says why
   */
  public static JwtVerifier of(
      JwtRules rules, String jwks, Duration betweenLooks, Duration outage, InstantSource clock) {
    return new JwtVerifier(rules, jwks, KeySets.at(jwks, betweenLooks, outage), clock);
  }

  private JwtVerifier(
      JwtRules rules, String jwks, JWKSource<SecurityContext> keys, InstantSource clock) {
    this.rules = rules;
    this.jwks = jwks;
    this.keysInFile = KeySets.isWeb(jwks) ? Set.of() : KeySets.fingerprints(jwks);
    Set<JWSAlgorithm> algorithms =
        rules.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
    processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys));
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWTClaimsSetVerifier(claimsVerifier(rules, clock));
  }

  private static DefaultJWTClaimsVerifier<SecurityContext> claimsVerifier(
      JwtRules rules, InstantSource clock) {
    DefaultJWTClaimsVerifier<SecurityContext> verifier =
        new DefaultJWTClaimsVerifier<>(
            new HashSet<>(Set.of(rules.audience())), // it is asked whether it holds null
            new JWTClaimsSet.Builder().issuer(rules.issuer()).build(),
            Set.of(JWTClaimNames.EXPIRATION_TIME, rules.principalClaim()),
            null) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        };
    verifier.setMaxClockSkew(rules.clockSkewSeconds());
    return verifier;
  }

  @Override
  public Decision verify(String credential) {
    if (credential.length() > MAX_CHARACTERS) {
      return Decision.unauthorized("a token of more than " + MAX_CHARACTERS + " characters");
    }
    try {
      JWT token = JWTParser.parse(credential);
      return Decision.allow(grant(processor.process(token, null)).basedOn(belief(token)));
    } catch (ParseException malformed) {
      return Decision.unauthorized("not a JWT"); // the parser's message may quote it
    } catch (BadJOSEException bad) {
      return Decision.unauthorized("the JWT is not good: " + bad.getMessage());
    } catch (KeySourceException unreachable) {
      return Decision.deny(
          "the provider's keys cannot be had: " + unreachable.getMessage(),
          CloseReason.UNDECIDABLE);
    } catch (JOSEException failure) {
      return Decision.unauthorized("the JWT cannot be verified: " + failure.getMessage());
    } catch (IllegalArgumentException claim) {
      return Decision.unauthorized("the JWT's claims: " + claim.getMessage());
    }
  }

  private SignedBy belief(JWT verified) throws KeySourceException {
    JWSHeader header = (JWSHeader) verified.getHeader(); // what is not signed was refused
    Set<String> keys =
        processor.getJWSKeySelector().selectJWSKeys(header, null).stream()
            .map(KeySets::fingerprint)
            .collect(Collectors.toSet());
    return new SignedBy(rules.issuer(), rules.audience(), jwks, keys);
  }

  /** Keys at an address come and go without us, and tokens expire: those may stay until then. */
  @Override
  public boolean holds(CredentialBelief belief) {
    return belief instanceof SignedBy before
        && before.issuer().equals(rules.issuer())
        && before.audience().equals(rules.audience())
        && before.jwks().equals(jwks)
        && (KeySets.isWeb(jwks) || keysInFile.containsAll(before.keys()));
  }

  private Grant grant(JWTClaimsSet claims) {
    if (!(claims.getClaim(rules.principalClaim()) instanceof String principal)) {
      throw new IllegalArgumentException(rules.principalClaim() + " is not a string");
    }
    Date expiry = claims.getExpirationTime();
    Grant grant =
        Grant.to(principal)
            .until(expiry.toInstant().plusSeconds(rules.clockSkewSeconds()))
            .topics(topics(claims));
    Date issued = claims.getIssueTime();
    return issued == null ? grant : grant.issuedAt(issued.toInstant());
  }

  private Topics topics(JWTClaimsSet claims) {
    if (rules.topicsClaim().isEmpty()) {
      return Topics.ALL;
    }
    Object claim = claims.getClaim(rules.topicsClaim().get());
    if (claim == null) {
      return Topics.NONE;
    }
    if (claim instanceof String words) {
      return Topics.of(Splitter.on(' ').omitEmptyStrings().splitToList(words)); // "" is no topic
    }
    if (claim instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      return Topics.of(list.stream().map(String.class::cast).toList());
    }
    throw new IllegalArgumentException(
        rules.topicsClaim().get() + " is neither a string nor an array of strings");
  }
}
