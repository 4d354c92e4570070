package org.zmqwebbridge.auth.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.LocalHttp;
import org.zmqwebbridge.auth.Topics;

/** Only what the provider has signed, for us, and lately, is a good token. */
class JwtVerifierTest {
  private static final RSAKey RSA = rsa("one");
  private static final RSAKey OTHER_RSA = rsa("two");
  private static final ECKey EC = ec("curve");
  private static final String ISSUER = "https://id.example.org/";
  private static final JwtRules RULES =
      new JwtRules(ISSUER, "zwb", Set.of("RS256", "ES256"), 30, "sub", Optional.empty());
  private static final JwtRules TOPICS =
      new JwtRules(ISSUER, "zwb", Set.of("RS256"), 30, "sub", Optional.of("topics"));

  private final Instant now = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
  private final AtomicReference<Instant> time = new AtomicReference<>(now);
  private final InstantSource clock = time::get;
  private final AtomicReference<JWKSet> published = new AtomicReference<>(keys(RSA, EC));
  private final AtomicReference<Integer> status = new AtomicReference<>(200);
  private final LocalHttp provider =
      new LocalHttp(exchange -> LocalHttp.send(exchange, status.get(), published.get().toString()));

  @AfterEach
  void close() {
    provider.close();
  }

  private static RSAKey rsa(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECKey ec(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JWKSet keys(JWK... keys) {
    return new JWKSet(List.of(keys)).toPublicJWKSet();
  }

  private JwtVerifier verifier(JwtRules rules) {
    return JwtVerifier.of(
        rules, provider.uri().toString(), Duration.ZERO, Duration.ofHours(1), clock);
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience("zwb")
        .subject("hugo")
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(300)));
  }

  private static String signed(RSAKey key, JWTClaimsSet claims) throws JOSEException {
    return signed(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()), key, claims);
  }

  private static String signed(JWSHeader.Builder header, RSAKey key, JWTClaimsSet claims)
      throws JOSEException {
    SignedJWT jwt = new SignedJWT(header.build(), claims);
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  private static Grant good(JwtVerifier verifier, String token) {
    return bare(assertInstanceOf(Decision.Allowed.class, verifier.verify(token)).grant());
  }

  /** Without what was believed for it, which is the authorizer's own to know. */
  private static Grant bare(Grant grant) {
    return new Grant(
        grant.principal(),
        grant.expiry(),
        grant.issued(),
        grant.topics(),
        grant.provisional(),
        Set.of());
  }

  private static String bad(JwtVerifier verifier, String token) {
    String reason = assertInstanceOf(Decision.Denied.class, verifier.verify(token)).reason();
    if (token.length() > 20) {
      assertFalse(reason.contains(token.substring(0, 20)), "the token is in: " + reason);
    }
    return reason;
  }

  @Test
  void aGoodTokenGrantsItsPrincipalUntilItExpires() throws JOSEException {
    Grant grant = good(verifier(RULES), signed(RSA, claims().build()));
    assertEquals(
        Grant.to("hugo").issuedAt(now).until(now.plusSeconds(330)), grant, "skew included");
    SignedJWT curve =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("curve").build(), claims().build());
    curve.sign(new ECDSASigner(EC));
    good(verifier(RULES), curve.serialize());
  }

  @Test
  void aTokenOfAnotherIssuerAudienceOrTimeIsNotGood() throws JOSEException {
    JwtVerifier verifier = verifier(RULES);
    bad(verifier, signed(RSA, claims().issuer("https://id.example.org").build()));
    bad(verifier, signed(RSA, claims().issuer(null).build()));
    bad(verifier, signed(RSA, claims().audience("other").build()));
    bad(verifier, signed(RSA, claims().audience((String) null).build()));
    bad(verifier, signed(RSA, claims().expirationTime(null).build()));
    bad(verifier, signed(RSA, claims().subject(null).build()));
    bad(verifier, signed(RSA, claims().subject("").build()));
    bad(verifier, signed(RSA, claims().expirationTime(Date.from(now.minusSeconds(31))).build()));
    good(verifier, signed(RSA, claims().expirationTime(Date.from(now.minusSeconds(29))).build()));
    bad(verifier, signed(RSA, claims().notBeforeTime(Date.from(now.plusSeconds(40))).build()));
    good(verifier, signed(RSA, claims().notBeforeTime(Date.from(now.plusSeconds(29))).build()));
  }

  @Test
  void onlyThePinnedAlgorithmsCount() throws JOSEException {
    JwtVerifier verifier = verifier(RULES);
    bad(verifier, new PlainJWT(claims().build()).serialize());
    bad(
        verifier,
        signed(new JWSHeader.Builder(JWSAlgorithm.RS384).keyID("one"), RSA, claims().build()));
    byte[] publicKey = RSA.toPublicJWK().toRSAPublicKey().getEncoded();
    SignedJWT confused =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(), claims().build());
    confused.sign(new MACSigner(publicKey)); // the public key as a shared one
    bad(verifier, confused.serialize());
  }

  @Test
  void aKeyThatTheTokenBringsAlongDoesNotCount() throws JOSEException {
    JWSHeader.Builder header =
        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("two").jwk(OTHER_RSA.toPublicJWK());
    bad(verifier(RULES), signed(header, OTHER_RSA, claims().build()));
    bad(verifier(RULES), signed(OTHER_RSA, claims().build()));
    RSAKey impostor = new RSAKey.Builder(OTHER_RSA).keyID("one").build();
    bad(verifier(RULES), signed(impostor, claims().build()));
  }

  @Test
  void aTokenMadeForSomethingElseIsNotGood() throws JOSEException {
    JWSHeader.Builder header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID("one")
            .type(new JOSEObjectType("secevent+jwt"));
    bad(verifier(RULES), signed(header, RSA, claims().build()));
  }

  @Test
  void whatIsNoTokenIsNotGood() throws JOSEException {
    JwtVerifier verifier = verifier(RULES);
    String token = signed(RSA, claims().build());
    for (String text : List.of("", ".", "..", "a.b.c", "{}", token + "x", token + ".x")) {
      bad(verifier, text);
    }
    String[] parts = token.split("\\.", -1);
    String forged =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims().subject("root").build().toString().getBytes(UTF_8));
    bad(verifier, parts[0] + "." + forged + "." + parts[2]);
    bad(verifier, parts[0] + "." + parts[1] + ".");
    assertTrue(bad(verifier, "x".repeat(JwtVerifier.MAX_CHARACTERS + 1)).contains("characters"));
    JwtRules byNumber = new JwtRules(ISSUER, "zwb", Set.of("RS256"), 30, "uid", Optional.empty());
    bad(verifier(byNumber), signed(RSA, claims().claim("uid", 7).build()));
  }

  @Test
  void topicsComeFromTheirClaimAndNoClaimIsNoTopic() throws JOSEException {
    JwtVerifier verifier = verifier(TOPICS);
    assertEquals(
        Topics.of("eu/", "us/"),
        good(verifier, signed(RSA, claims().claim("topics", List.of("eu/", "us/")).build()))
            .topics());
    assertEquals(
        Topics.of("eu/", "us/"),
        good(verifier, signed(RSA, claims().claim("topics", "eu/  us/").build())).topics());
    assertEquals(Topics.NONE, good(verifier, signed(RSA, claims().build())).topics());
    assertEquals(
        Topics.NONE, good(verifier, signed(RSA, claims().claim("topics", "").build())).topics());
    bad(verifier, signed(RSA, claims().claim("topics", List.of(1)).build()));
    bad(verifier, signed(RSA, claims().claim("topics", 1).build()));
  }

  @Test
  void aRotatedKeyIsFoundAndAnOldOneIsForgotten() throws JOSEException {
    JwtVerifier verifier = verifier(RULES);
    good(verifier, signed(RSA, claims().build()));
    published.set(keys(OTHER_RSA));
    good(verifier, signed(OTHER_RSA, claims().build()));
    bad(verifier, signed(RSA, claims().build()));
  }

  @Test
  void keysAreNotFetchedForEachToken() throws JOSEException {
    JwtVerifier verifier = verifier(RULES);
    for (int i = 0; i < 20; i++) {
      good(verifier, signed(RSA, claims().build()));
    }
    assertEquals(1, provider.requests());
  }

  @Test
  void unknownKeysDoNotMakeUsHammerTheProvider() throws JOSEException {
    JwtVerifier verifier =
        JwtVerifier.of(
            RULES, provider.uri().toString(), Duration.ofMinutes(4), Duration.ofHours(1), clock);
    good(verifier, signed(RSA, claims().build()));
    for (int i = 0; i < 20; i++) {
      bad(verifier, signed(rsaNamed("unknown " + i), claims().build()));
    }
    assertTrue(provider.requests() <= 3, "asked " + provider.requests() + " times");
    good(verifier, signed(RSA, claims().build()));
  }

  private static RSAKey rsaNamed(String id) {
    return new RSAKey.Builder(OTHER_RSA).keyID(id).build();
  }

  @Test
  void theProvidersOutageIsToleratedOnceItsKeysAreKnown() throws JOSEException {
    JwtVerifier verifier = verifier(RULES);
    status.set(503);
    bad(verifier, signed(RSA, claims().build()));
    status.set(200);
    good(verifier, signed(RSA, claims().build()));
    status.set(503);
    bad(verifier, signed(OTHER_RSA, claims().build())); // looks for the key, in vain
    good(verifier, signed(RSA, claims().build()));
    provider.close();
    bad(verifier, signed(OTHER_RSA, claims().build()));
    good(verifier, signed(RSA, claims().build()));
  }

  @Test
  void aRedirectIsNotFollowed() throws JOSEException {
    try (LocalHttp elsewhere =
            new LocalHttp(exchange -> LocalHttp.send(exchange, 200, keys(RSA).toString()));
        LocalHttp redirecting =
            new LocalHttp(
                exchange -> {
                  exchange.getResponseHeaders().set("Location", elsewhere.uri().toString());
                  LocalHttp.send(exchange, 302, "");
                })) {
      JwtVerifier verifier =
          JwtVerifier.of(
              RULES, redirecting.uri().toString(), Duration.ZERO, Duration.ofHours(1), clock);
      bad(verifier, signed(RSA, claims().build()));
      assertEquals(0, elsewhere.requests());
    }
  }

  @Test
  void keysMayBeInAFile(@TempDir Path folder) throws IOException, JOSEException {
    Path file = Files.writeString(folder.resolve("keys.json"), keys(RSA).toString());
    JwtVerifier verifier =
        JwtVerifier.of(RULES, file.toString(), Duration.ZERO, Duration.ofHours(1), clock);
    good(verifier, signed(RSA, claims().build()));
    bad(verifier, signed(OTHER_RSA, claims().build()));
    Files.writeString(file, keys(OTHER_RSA).toString());
    good(verifier, signed(OTHER_RSA, claims().build()));
  }

  @Test
  void keysThatAnybodyCouldChangeOnTheirWayAreRefused() {
    for (String jwks :
        List.of(
            "http://id.example.org/keys",
            "http://localhost.example.org/keys",
            "ftp://127.0.0.1/keys",
            "https:///keys",
            "no file")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> JwtVerifier.of(RULES, jwks, Duration.ZERO, Duration.ofHours(1), clock),
          jwks);
    }
    JwtVerifier.of(RULES, "http://[::1]:1/keys", Duration.ZERO, Duration.ofHours(1), clock);
  }

  @Test
  void sharedKeysAndNoSignatureCannotBePinned() {
    for (String algorithm : List.of("HS256", "none", "RS1")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new JwtRules(ISSUER, "zwb", Set.of(algorithm), 30, "sub", Optional.empty()));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new JwtRules(ISSUER, "zwb", Set.of(), 30, "sub", Optional.empty()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new JwtRules(ISSUER, "", Set.of("RS256"), 30, "sub", Optional.empty()));
  }
}
