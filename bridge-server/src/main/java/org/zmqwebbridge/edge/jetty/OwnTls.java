package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.zmqwebbridge.edge.PortTls;
import org.zmqwebbridge.pem.PemFiles;

/**
 * The TLS of a {@link org.zmqwebbridge.edge.Port}: which certificate a client gets is decided by
 * the name that it asks for, and all of it may be replaced while connections stay.
 *
 * <p>Owner thread: the one that opens or renews it; any asks for names.
 */
final class OwnTls {
  private static final char[] NO_PASSWORD = {};
  private static final String FIRST = "first";

  private final SslContextFactory.Server context = new SslContextFactory.Server();
  private volatile Map<String, String> aliases = Map.of(); // by names, in lower case

  private OwnTls(PortTls tls) {
    context.setKeyStorePassword("");
    context.setSNISelector((type, issuers, session, name, certificates) -> alias(name));
    use(tls);
  }

  /**
   * One whose certificates have been tried.
   *
   * @throws IllegalArgumentException if one cannot be used; the message says which and why
   */
  static OwnTls of(PortTls tls) {
    check(tls);
    return new OwnTls(tls);
  }

  /** The same, without keeping it. */
  static void check(PortTls tls) {
    OwnTls trial = new OwnTls(tls);
    try {
      trial.context.start();
      trial.context.stop();
    } catch (Exception unusable) {
      throw new IllegalArgumentException(
          "TLS cannot be set up: " + unusable.getMessage(), unusable);
    }
  }

  SslContextFactory.Server context() {
    return context;
  }

  /** From the next handshake on, this. */
  void renew(PortTls tls) {
    check(tls);
    try {
      context.reload(unused -> use(tls));
    } catch (Exception failure) {
      throw new IllegalStateException(
          "TLS cannot be set up again: " + failure.getMessage(), failure);
    }
  }

  private void use(PortTls tls) {
    Map<String, String> named = new TreeMap<>();
    try {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, NO_PASSWORD);
      String alias = FIRST;
      for (PortTls.Identity identity : tls.identities()) {
        KeyStore one =
            TlsIdentity.read(new EdgeConfig.Tls(identity.certificate(), identity.key())).keyStore();
        String only = one.aliases().nextElement();
        keys.setKeyEntry(
            alias, one.getKey(only, NO_PASSWORD), NO_PASSWORD, one.getCertificateChain(only));
        named.putIfAbsent(identity.name().toLowerCase(Locale.ROOT), alias);
        alias = "more" + named.size();
      }
      context.setKeyStore(keys);
      if (tls.authorities().isPresent()) {
        context.setTrustStore(trusted(tls));
        context.setNeedClientAuth(tls.isDemanded());
        context.setWantClientAuth(!tls.isDemanded());
      }
      if (!tls.ciphers().isEmpty()) {
        context.setIncludeCipherSuites(tls.ciphers().toArray(String[]::new));
      }
    } catch (GeneralSecurityException | IOException failure) {
      throw new IllegalArgumentException(
          "certificates cannot be used: " + failure.getMessage(), failure);
    }
    aliases = Map.copyOf(named);
  }

  private static KeyStore trusted(PortTls tls) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    int number = 0;
    for (X509Certificate authority : PemFiles.certificates(tls.authorities().orElseThrow())) {
      store.setCertificateEntry("authority" + number++, authority);
    }
    return store;
  }

  /** Which certificate is for a name; a name may be missing. */
  private String alias(String asked) {
    String name = asked == null ? "" : asked.toLowerCase(Locale.ROOT);
    String own = aliases.get(name);
    int dot = name.indexOf('.');
    String wild = own == null && dot > 0 ? aliases.get("_" + name.substring(dot)) : null;
    return own != null ? own : wild != null ? wild : FIRST;
  }
}
