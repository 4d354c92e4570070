package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.RequestHead;

class SigningTest {
  /** What Pushpin 1.36 sent, signed with {@code changeme}, an hour before it ends. */
  private static final String THEIRS =
      "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3OTUyMTAxNzAsImlzcyI6InB1c2hwaW4ifQ"
          + ".Kl0mw0JcOthclgT2GxW0YurfBtdbbithqaLp2S-5tIE";

  private static final long THEN = 1_795_210_170 - 3_600;

  private static Signing signing(Signatures signatures, long now) {
    return new Signing(signatures, InstantSource.fixed(Instant.ofEpochSecond(now)));
  }

  private static Signatures own(String key) {
    return new Signatures(
        Optional.of(new RouteOptions.Signature("pushpin", key)), Optional.empty());
  }

  private static Signatures trusting(String key) {
    return new Signatures(Optional.empty(), Optional.of(key));
  }

  private static GripRoute route(String line) {
    return RouteLine.read(line).orElseThrow();
  }

  private static RequestHead saying(String token) {
    return new RequestHead.Builder()
        .header("Grip-Sig", token)
        .build("GET", "/", "", new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), false);
  }

  private static String token(Signing signing, GripRoute route) {
    List<HeaderField> header = signing.header(route);
    assertEquals(1, header.size());
    assertEquals("Grip-Sig", header.get(0).name());
    return header.get(0).value();
  }

  @Test
  void signsByteForByteAsPushpin() {
    assertEquals(THEIRS, token(signing(own("changeme"), THEN), route("* test")));
    assertEquals(THEIRS, token(signing(own("base64:Y2hhbmdlbWU="), THEN), route("* test")));
  }

  @Test
  void aRouteSignsWithItsOwnKey() {
    Signing signing = signing(own("other"), THEN);
    assertEquals(THEIRS, token(signing, route("*,sig_key=changeme,sig_iss=pushpin test")));
    assertFalse(THEIRS.equals(token(signing, route("* test"))));
  }

  @Test
  void withoutAKeyNothingIsSigned() {
    assertEquals(List.of(), signing(Signatures.NONE, THEN).header(route("* test")));
  }

  @Test
  void whoHasTheKeyIsTrustedUntilItsTokenEnds() {
    assertTrue(signing(trusting("changeme"), THEN).trusts(saying(THEIRS)));
    assertTrue(signing(trusting("changeme"), THEN + 3_599).trusts(saying(THEIRS)));
    assertFalse(signing(trusting("changeme"), THEN + 3_600).trusts(saying(THEIRS)));
    assertFalse(signing(trusting("changedme"), THEN).trusts(saying(THEIRS)));
    assertFalse(signing(Signatures.NONE, THEN).trusts(saying(THEIRS)));
    assertFalse(signing(own("changeme"), THEN).trusts(saying(THEIRS)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a.b.c", "e30.e30.", "e30.e30.AAAA", "!.!.!", "1.2.3.4"})
  void whatIsNoTokenIsNotTrusted(String token) {
    assertFalse(signing(trusting("changeme"), THEN).trusts(saying(token)));
  }

  @Test
  void aTokenThatSaysThatItIsUnsignedIsNotTrusted() {
    String claims = THEIRS.split("\\.", -1)[1];
    assertFalse(
        signing(trusting("changeme"), THEN)
            .trusts(saying(coded("{\"alg\":\"none\"}") + "." + claims + ".")));
  }

  private static String coded(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static KeyPair pair(String kind) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
    if (kind.equals("EC")) {
      generator.initialize(new ECGenParameterSpec("secp256r1"));
    } else {
      generator.initialize(2_048);
    }
    return generator.generateKeyPair();
  }

  private static String pem(String label, Key key) {
    String lines = Base64.getMimeEncoder().encodeToString(key.getEncoded());
    return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
  }

  @ParameterizedTest
  @CsvSource({"EC, ES256", "RSA, RS256"})
  void signsWithOneHalfOfAPairAndChecksWithTheOther(
      String kind, String algorithm, @TempDir Path folder) throws Exception {
    KeyPair pair = pair(kind);
    Path file = Files.writeString(folder.resolve("key"), pem("PRIVATE KEY", pair.getPrivate()));
    String token = token(signing(own("file:" + file), THEN), route("* test"));
    String header = new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[0]), UTF_8);
    assertEquals("{\"typ\":\"JWT\",\"alg\":\"" + algorithm + "\"}", header);
    String half = pem("PUBLIC KEY", pair.getPublic());
    assertTrue(signing(trusting(half), THEN).trusts(saying(token)));
    assertFalse(signing(trusting(half), THEN).trusts(saying(THEIRS)));
    assertFalse(signing(trusting("changeme"), THEN).trusts(saying(token)));
    assertThrows(IllegalArgumentException.class, () -> own(half));
    assertThrows(IllegalArgumentException.class, () -> trusting("file:" + file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "base64:!",
        "base64:",
        "file:/nowhere/at/all",
        "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"
      })
  void whatIsNoKeyIsRefusedWithoutBeingShown(String key) {
    String message = assertThrows(IllegalArgumentException.class, () -> own(key)).getMessage();
    assertTrue(message.startsWith("the key") || message.startsWith("what follows"), message);
    assertFalse(message.contains("AAAA"), message);
  }
}
