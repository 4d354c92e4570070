package org.zmqwebbridge.auth.jwt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;

/** However a token is changed, it grants what was signed, or nothing. */
class JwtVerifierFuzzTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final ECKey KEY = key();
  private static final String TOKEN = token();
  private static final Grant SIGNED = Grant.to("hugo").until(NOW.plusSeconds(300));

  private final JwtVerifier verifier = verifier();

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("k").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String token() {
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k").build(),
              new JWTClaimsSet.Builder()
                  .issuer("i")
                  .audience("a")
                  .subject("hugo")
                  .expirationTime(Date.from(NOW.plusSeconds(300)))
                  .build());
      jwt.sign(new ECDSASigner(KEY));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JwtVerifier verifier() {
    try {
      Path keys = Files.createTempFile("keys", ".json");
      keys.toFile().deleteOnExit();
      Files.writeString(keys, new JWKSet(KEY).toPublicJWKSet().toString());
      return JwtVerifier.of(
          new JwtRules("i", "a", Set.of("ES256"), 0, "sub", Optional.empty()),
          keys.toString(),
          Duration.ofMinutes(4),
          Duration.ofHours(1),
          () -> NOW);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<byte[]> tokens() {
    return Stream.of(TOKEN, "a.b.c", "eyJhbGciOiJub25lIn0.e30.").map(t -> t.getBytes(ISO_8859_1));
  }

  @MethodSource("tokens")
  @FuzzTest
  void verify(byte[] bytes) {
    if (verifier.verify(new String(bytes, ISO_8859_1)) instanceof Decision.Allowed allowed) {
      assertEquals(SIGNED, withoutBasis(allowed.grant()));
    }
    if (bytes.length > 1) { // the good token, and a change to it
      int at = (bytes[0] & 0xff) * TOKEN.length() / 256;
      char[] changed = TOKEN.toCharArray();
      changed[at] = (char) (bytes[1] & 0x7f);
      if (verifier.verify(new String(changed)) instanceof Decision.Allowed allowed) {
        assertEquals(SIGNED, withoutBasis(allowed.grant()));
      }
    }
  }

  /** Which keys it was signed by is JwtVerifierTest's. */
  private static Grant withoutBasis(Grant grant) {
    return new Grant(
        grant.principal(),
        grant.expiry(),
        grant.issued(),
        grant.topics(),
        grant.provisional(),
        Set.of());
  }
}
