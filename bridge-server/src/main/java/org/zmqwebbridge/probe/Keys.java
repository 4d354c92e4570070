package org.zmqwebbridge.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.zmqwebbridge.pem.PemFiles;
import org.zmqwebbridge.zmq.CurveKey;
import org.zmqwebbridge.zmq.CurveKeyPair;
import org.zmqwebbridge.zmq.Security;

/**
 * By which keys, and as whom, a service or a bridge is spoken to.
 *
 * <p>Owner thread: main.
 */
final class Keys {
  private Optional<CurveKey> server = Optional.empty();
  private Optional<CurveKeyPair> own = Optional.empty();
  private Optional<Security> user = Optional.empty();

  void option(String word, String argument) {
    switch (word) {
      case "--server-key" -> server = Optional.of(serverKey(argument));
      case "--key" -> own = Optional.of(CurveKeyPair.parse(text(Path.of(argument))));
      default -> user = Optional.of(plain(argument));
    }
  }

  boolean areGiven() {
    return server.isPresent() || own.isPresent() || user.isPresent();
  }

  /**
   * CURVE, PLAIN or nothing, towards a service.
   *
   * @throws IllegalArgumentException if the options contradict each other
   */
  Security security() {
    if (user.isPresent() && (server.isPresent() || own.isPresent())) {
      throw new IllegalArgumentException(
          "--user is PLAIN, --server-key is CURVE: take one of them");
    }
    if (own.isPresent() && server.isEmpty()) {
      throw new IllegalArgumentException("--key needs --server-key: the service's public key");
    }
    return server
        .map(key -> Security.curve(key, own.orElseGet(CurveKeyPair::random)))
        .or(() -> user)
        .orElseGet(Security::none);
  }

  private static CurveKey serverKey(String given) {
    Path file = Path.of(given);
    return Files.isRegularFile(file) ? CurveKey.parseFile(text(file)) : CurveKey.parse(given);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new IllegalArgumentException(
          file + " cannot be read: " + failure.getMessage(), failure);
    }
  }

  private static Security plain(String given) {
    int colon = given.indexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("--user looks like NAME:PASSWORD");
    }
    return Security.plain(given.substring(0, colon), given.substring(colon + 1));
  }

  /** Trusts the certificates of a PEM file, and no other. */
  static SSLContext trusting(String pemFile) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (X509Certificate certificate : PemFiles.certificates(Path.of(pemFile))) {
        store.setCertificateEntry("ca-" + number++, certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException failure) {
      throw new IllegalArgumentException(
          pemFile + " cannot be trusted: " + failure.getMessage(), failure);
    }
  }
}
