package org.zmqwebbridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zmqwebbridge.grip.wire.PublishWriter;

/** Makes tokens that publishers bring (RFC 7519, HS256). */
final class PublisherToken {
  private static final long SECONDS = 600;
  private static final String HMAC = "HmacSHA256";

  private PublisherToken() {}

  static String make(String issuer, byte[] secret) {
    Map<String, Object> claims = new TreeMap<>();
    claims.put("exp", Instant.now().getEpochSecond() + SECONDS);
    claims.put("iss", issuer);
    String said =
        coded("{\"typ\":\"JWT\",\"alg\":\"HS256\"}") + "." + coded(PublishWriter.json(claims));
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret, HMAC));
      return said + "." + coded(mac.doFinal(said.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String coded(String text) {
    return coded(text.getBytes(UTF_8));
  }

  private static String coded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
