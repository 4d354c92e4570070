package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class PublisherSecretTest {
  private static final long NOW = 1_800_000_000;

  private final PublisherSecret secret =
      new PublisherSecret("a secret", () -> Instant.ofEpochSecond(NOW));

  private boolean takes(String authorization) {
    return secret.isIn(Optional.of(authorization));
  }

  private static String coded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String token(String header, String claims, String key) throws Exception {
    String said = coded(header.getBytes(UTF_8)) + "." + coded(claims.getBytes(UTF_8));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
    return "Bearer " + said + "." + coded(mac.doFinal(said.getBytes(UTF_8)));
  }

  private static String token(String claims) throws Exception {
    return token("{\"typ\":\"JWT\",\"alg\":\"HS256\"}", claims, "a secret");
  }

  @Test
  void theSecretItselfIsEnough() {
    assertTrue(takes("Bearer a secret"));
    assertTrue(takes("bearer a secret"));
    assertFalse(takes("Bearer a secret2"));
    assertFalse(takes("a secret"));
    assertFalse(takes("Basic a secret"));
    assertFalse(takes("Bearer "));
    assertFalse(secret.isIn(Optional.empty()));
  }

  @Test
  void soIsATokenThatItSigns() throws Exception {
    assertTrue(takes(token("{\"iss\":\"me\",\"exp\":" + (NOW + 1) + "}")));
    assertTrue(takes(token("{\"exp\":" + (NOW + 1) + ",\"nbf\":" + NOW + "}")));
  }

  @Test
  void aTokenHasItsTimeItsAlgorithmAndItsKey() throws Exception {
    String good = "{\"exp\":" + (NOW + 1) + "}";
    assertFalse(takes(token("{\"exp\":" + NOW + "}")), "over");
    assertFalse(takes(token("{}")), "without an end");
    assertFalse(takes(token("{\"exp\":\"never\"}")));
    assertFalse(takes(token("{\"exp\":" + (NOW + 9) + ",\"nbf\":" + (NOW + 1) + "}")), "not yet");
    assertFalse(takes(token("{\"alg\":\"none\"}", good, "a secret")));
    assertFalse(takes(token("{\"alg\":\"HS512\"}", good, "a secret")));
    assertFalse(takes(token("{\"alg\":\"HS256\"}", good, "another")));
    String unsigned = token(good);
    assertFalse(takes(unsigned.substring(0, unsigned.lastIndexOf('.') + 1)));
    assertFalse(takes("Bearer a.b.c"));
  }
}
