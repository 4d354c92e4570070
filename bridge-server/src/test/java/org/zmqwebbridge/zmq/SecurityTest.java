package org.zmqwebbridge.zmq;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ;

final class SecurityTest {
  private static final ZMQ.Curve.KeyPair OURS = ZMQ.Curve.generateKeyPair();
  private static final ZMQ.Curve.KeyPair THEIRS = ZMQ.Curve.generateKeyPair();

  private static String certificate(String publicKey, String secretKey) {
    return "curve\n    public-key = \""
        + publicKey
        + "\"\n    secret-key = \""
        + secretKey
        + "\"\n";
  }

  @Test
  void theSecretKeyAloneIsEnoughForThePair() {
    CurveKeyPair bare = CurveKeyPair.parse(OURS.secretKey + "\n");
    assertEquals(OURS.publicKey, bare.publicKey().toString());
    assertEquals(
        bare.publicKey(),
        CurveKeyPair.parse(certificate(OURS.publicKey, OURS.secretKey)).publicKey());
  }

  @Test
  void aPublicKeyThatIsNotTheSecretKeysIsRefused() {
    String mixed = certificate(THEIRS.publicKey, OURS.secretKey);
    assertThrows(IllegalArgumentException.class, () -> CurveKeyPair.parse(mixed));
  }

  @Test
  void aFileWithASecretKeyIsNoPublicOne() {
    String both = certificate(OURS.publicKey, OURS.secretKey);
    String message =
        assertThrows(IllegalArgumentException.class, () -> CurveKey.parseFile(both)).getMessage();
    assertTrue(message.contains(".key"), message);
    assertThrows(IllegalArgumentException.class, () -> CurveKey.parseList(both));
  }

  @Test
  void curveAdmitsTheKeysThatAreListedByCurveAlone() {
    Security security =
        Security.curve(
            CurveKeyPair.parse(OURS.secretKey), Set.of(CurveKey.parse(THEIRS.publicKey)));
    byte[] listed = ZMQ.Curve.z85Decode(THEIRS.publicKey);
    assertTrue(security.admits("CURVE", List.of(listed)));
    assertFalse(security.admits("PLAIN", List.of(listed)));
    assertFalse(security.admits("NULL", List.of()));
    assertFalse(security.admits("CURVE", List.of()));
    assertFalse(security.admits("CURVE", List.of(new byte[0])));
    assertFalse(security.admits("CURVE", List.of(listed, listed)));
    assertFalse(security.admits("CURVE", List.of(ZMQ.Curve.z85Decode(OURS.publicKey))));
  }

  @Test
  void plainAdmitsEachUserByHisOwnPasswordAlone() {
    Security security = Security.plain(Map.of("hugo", "a", "emma", "b"));
    assertTrue(security.admits("PLAIN", words("hugo", "a")));
    assertTrue(security.admits("PLAIN", words("emma", "b")));
    assertFalse(security.admits("PLAIN", words("hugo", "b")));
    assertFalse(security.admits("PLAIN", words("hugo", "")));
    assertFalse(security.admits("PLAIN", words("nobody", "")));
    assertFalse(security.admits("CURVE", words("hugo", "a")));
    assertFalse(security.admits("PLAIN", words("hugo")));
    assertFalse(security.admits("NULL", List.of()));
  }

  private static List<byte[]> words(String... words) {
    return List.of(words).stream().map(word -> word.getBytes(US_ASCII)).toList();
  }

  @Test
  void whereNobodyCouldConnectNothingIsMade() {
    CurveKeyPair keys = CurveKeyPair.parse(OURS.secretKey);
    assertThrows(IllegalArgumentException.class, () -> Security.curve(keys, Set.of()));
    assertThrows(IllegalArgumentException.class, () -> Security.plain(Map.of()));
  }

  @Test
  void wordsThatJeroMqWouldCutOrMisreadAreRefusedAndNotRepeated() {
    for (String word : List.of("", "x".repeat(128), "geheimnis\u00fc", "geheim\nnis")) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> Security.plain("hugo", word))
              .getMessage();
      assertFalse(message.contains("geheim"), message);
      assertThrows(IllegalArgumentException.class, () -> Security.plain(word, "p"));
      assertThrows(IllegalArgumentException.class, () -> Security.plain(Map.of("u", word)));
    }
  }

  @Test
  void noSecretIsInAText() {
    CurveKeyPair keys = CurveKeyPair.parse(OURS.secretKey);
    CurveKey other = CurveKey.parse(THEIRS.publicKey);
    String all =
        keys
            + " "
            + Security.curve(other, keys)
            + Security.curve(keys, Set.of(other))
            + Security.plain("hugo", "sesame")
            + Security.plain(Map.of("hugo", "sesame"));
    assertFalse(all.contains(OURS.secretKey), all);
    assertFalse(all.contains("sesame"), all);
  }
}
