package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.json.JsonString;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.json.StrictJson;

/**
 * Says to origins, by {@code Grip-Sig}, that a request is ours; and finds who says so to us.
 *
 * <p>Owner thread: none; a token is made again at most once a second for each signature.
 */
final class Signing {
  private static final String HEADER = "Grip-Sig";
  private static final long SECONDS = 3_600;
  private static final int MAX_TOKEN_CHARACTERS = 8_192;

  private final Optional<RouteOptions.Signature> standard;
  private final Optional<SigningKey> upstream;
  private final InstantSource clock;
  private final Map<RouteOptions.Signature, Signer> signers = new ConcurrentHashMap<>();

  Signing(Signatures signatures, InstantSource clock) {
    this.standard = signatures.own();
    this.upstream = signatures.upstreamKey().map(SigningKey::toCheck);
    this.clock = clock;
  }

  /** What requests of a route say; empty: nothing. */
  List<HeaderField> header(GripRoute route) {
    Optional<RouteOptions.Signature> signature = route.options().signature().or(() -> standard);
    return signature
        .map(said -> List.of(new HeaderField(HEADER, signer(said).token(now()))))
        .orElse(List.of());
  }

  private Signer signer(RouteOptions.Signature signature) {
    return signers.computeIfAbsent(signature, Signer::new);
  }

  /** Routes have changed: of those that are gone, nothing is kept. */
  void forget() {
    signers.clear();
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  /** Whether a request comes from a proxy that is trusted, so that what it says of GRIP counts. */
  boolean trusts(RequestHead head) {
    return upstream.isPresent()
        && head.header(HEADER).filter(token -> isSigned(token, upstream.get())).isPresent();
  }

  private boolean isSigned(String token, SigningKey key) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3 || token.length() > MAX_TOKEN_CHARACTERS) {
      return false;
    }
    try {
      byte[] said = (parts[0] + "." + parts[1]).getBytes(US_ASCII);
      return key.algorithm().equals(member(parts[0], "alg"))
          && key.hasSigned(said, Base64.getUrlDecoder().decode(parts[2]))
          && member(parts[1], "exp") instanceof Number end
          && end.longValue() > now();
    } catch (IllegalArgumentException | MalformedTextException none) {
      return false;
    }
  }

  private static Object member(String part, String name) throws MalformedTextException {
    return StrictJson.object(new String(Base64.getUrlDecoder().decode(part), UTF_8)).get(name);
  }

  /** Signs with one key, and remembers the token of this second. */
  private static final class Signer {
    private final SigningKey key;
    private final String issuer;
    private volatile Token last = new Token(-1, "");

    Signer(RouteOptions.Signature signature) {
      this.key = SigningKey.toSign(signature.key());
      this.issuer = signature.issuer();
    }

    String token(long now) {
      Token token = last;
      if (token.second() != now) {
        token = new Token(now, made(now));
        last = token;
      }
      return token.text();
    }

    private String made(long now) {
      String header = "{\"typ\":\"JWT\",\"alg\":\"" + key.algorithm() + "\"}";
      String claims = "{\"exp\":" + (now + SECONDS) + ",\"iss\":" + JsonString.quote(issuer) + "}";
      String said = coded(header.getBytes(UTF_8)) + "." + coded(claims.getBytes(UTF_8));
      return said + "." + coded(key.sign(said.getBytes(US_ASCII)));
    }

    private static String coded(byte[] bytes) {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
  }

  private record Token(long second, String text) {}
}
