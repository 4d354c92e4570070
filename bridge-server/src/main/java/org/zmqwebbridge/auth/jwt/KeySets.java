package org.zmqwebbridge.auth.jwt;

import com.google.common.hash.Hashing;
import com.google.common.net.InetAddresses;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyConverter;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.text.ParseException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a provider's public keys come from (RFC 7517, section 5), cached; a key that is not known
 * is looked for again, because keys rotate; and while the provider is away, the keys that it had
 * last serve on.
 */
final class KeySets {
  private static final int CONNECT_MILLIS = 500;
  private static final int READ_MILLIS = 1_000;
  private static final int MAX_BYTES = 256 * 1024;
  private static final Duration FRESH = Duration.ofMinutes(5);

  private KeySets() {}

  /**
   * The keys at an address; see {@link JwtVerifier#of}.
   *
   * @throws IllegalArgumentException if it is none of those
   */
  static JWKSource<SecurityContext> at(String jwks, Duration betweenLooks, Duration outage) {
    JWKSourceBuilder<SecurityContext> keys =
        JWKSourceBuilder.create(isWeb(jwks) ? web(jwks) : file(jwks), new Retriever());
    keys.cache(FRESH.toMillis(), CONNECT_MILLIS + READ_MILLIS)
        .retrying(true)
        .outageTolerant(outage.toMillis());
    return betweenLooks.isZero()
        ? keys.rateLimited(false).build()
        : keys.rateLimited(betweenLooks.toMillis()).build();
  }

  /** Goes where it is told and nowhere else, and waits and reads no more than it should. */
  private static final class Retriever extends DefaultResourceRetriever {
    Retriever() {
      super(CONNECT_MILLIS, READ_MILLIS, MAX_BYTES);
    }

    @Override
    protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
      HttpURLConnection connection = super.openHTTPConnection(url);
      connection.setInstanceFollowRedirects(false);
      return connection;
    }
  }

  /** Whether the keys are at an address, where they come and go without us. */
  static boolean isWeb(String jwks) {
    return jwks.contains("://");
  }

  /**
   * The keys in a file, by their fingerprints.
   *
   * @throws IllegalArgumentException if it holds no JWK set
   */
  static Set<String> fingerprints(String file) {
    try {
      JWKSet keys = JWKSet.load(Path.of(file).toFile());
      return KeyConverter.toJavaKeys(keys.getKeys()).stream()
          .map(KeySets::fingerprint)
          .collect(Collectors.toSet());
    } catch (IOException | ParseException malformed) {
      throw new IllegalArgumentException(
          file + " is no JWK set (RFC 7517, section 5): {\"keys\": [...]}", malformed);
    }
  }

  /** SHA-256 of a public key. */
  static String fingerprint(Key key) {
    return Hashing.sha256().hashBytes(key.getEncoded()).toString();
  }

  private static URL web(String text) {
    try {
      URI uri = URI.create(text);
      boolean secure = "https".equals(uri.getScheme());
      boolean here = "http".equals(uri.getScheme()) && isLoopback(uri.getHost());
      if (uri.getHost() != null && (secure || here)) {
        return uri.toURL();
      }
    } catch (IllegalArgumentException | MalformedURLException malformed) {
      // said below
    }
    throw new IllegalArgumentException(
        "\""
            + text
            + "\" is no https:// address (http:// is for this machine only: anyone who can change"
            + " the keys on their way is everybody)");
  }

  private static boolean isLoopback(String host) {
    if (host == null) {
      return false;
    }
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return InetAddresses.isInetAddress(bare) && InetAddresses.forString(bare).isLoopbackAddress();
  }

  private static URL file(String text) {
    Path path = Path.of(text);
    if (!Files.isReadable(path)) {
      throw new IllegalArgumentException(
          text + " cannot be read; give the address of the provider's JWK set, or a file with one");
    }
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException impossible) { // a path's is well-formed
      throw new IllegalArgumentException(impossible);
    }
  }
}
