package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.json.StrictJson;

/**
 * What publishers bring: a secret as it is, or a token that is signed by it (RFC 7519, HS256 and no
 * other algorithm).
 *
 * <p>Immutable; any thread.
 */
final class PublisherSecret {
  private static final String SCHEME = "Bearer ";
  private static final String HMAC = "HmacSHA256";
  private static final int MAX_TOKEN_CHARACTERS = 8_192;

  private final byte[] secret;
  private final SecretKeySpec key;
  private final InstantSource clock;

  PublisherSecret(String secret, InstantSource clock) {
    this.secret = secret.getBytes(UTF_8);
    this.key = new SecretKeySpec(this.secret, HMAC);
    this.clock = clock;
  }

  /** Whether a header {@code Authorization} brings it. */
  boolean isIn(Optional<String> authorization) {
    String said = authorization.orElse("");
    if (!said.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    String token = said.substring(SCHEME.length()).trim();
    return MessageDigest.isEqual(token.getBytes(UTF_8), secret) || isSigned(token);
  }

  private boolean isSigned(String token) {
    String[] parts = token.split("\\.", -1);
    if (token.length() > MAX_TOKEN_CHARACTERS || parts.length != 3) {
      return false;
    }
    try {
      byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
      byte[] right = mac((parts[0] + "." + parts[1]).getBytes(US_ASCII));
      return MessageDigest.isEqual(right, signature)
          && "HS256".equals(object(parts[0]).get("alg"))
          && isNow(object(parts[1]));
    } catch (IllegalArgumentException | MalformedTextException none) {
      return false;
    }
  }

  /**
   * A token without an end would be as good as the secret, and cannot be told from a forgotten one.
   */
  private boolean isNow(Map<String, Object> claims) {
    long now = clock.instant().getEpochSecond();
    boolean hasBegun =
        !claims.containsKey("nbf")
            || (claims.get("nbf") instanceof Number begin && begin.longValue() <= now);
    return hasBegun && claims.get("exp") instanceof Number end && end.longValue() > now;
  }

  private static Map<String, Object> object(String part) throws MalformedTextException {
    return StrictJson.object(new String(Base64.getUrlDecoder().decode(part), UTF_8));
  }

  private byte[] mac(byte[] said) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(said);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
