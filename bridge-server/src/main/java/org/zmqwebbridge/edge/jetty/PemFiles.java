package org.zmqwebbridge.edge.jetty;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a certificate chain and its key from PEM files (RFC 7468) into a key store. */
final class PemFiles {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
  private static final char[] NO_PASSWORD = {};

  private PemFiles() {}

  /**
   * Reads both files.
   *
   * @throws IllegalArgumentException if one cannot be read or is not what it should be; the message
   *     names the file and says what to do
   */
  static KeyStore read(EdgeConfig.Tls tls) {
    Certificate[] chain = chain(tls.certificate());
    PrivateKey key = key(tls.key());
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      store.setKeyEntry("bridge", key, NO_PASSWORD, chain);
      return store;
    } catch (GeneralSecurityException | IOException failure) {
      throw new IllegalArgumentException(
          "tls: " + tls.certificate() + " and " + tls.key() + " do not go together: " + failure,
          failure);
    }
  }

  private static Certificate[] chain(Path file) {
    try {
      CertificateFactory x509 = CertificateFactory.getInstance("X.509");
      Certificate[] chain =
          x509.generateCertificates(new ByteArrayInputStream(bytes("tls.certificate", file)))
              .toArray(Certificate[]::new);
      if (chain.length == 0) {
        throw new IllegalArgumentException("tls.certificate: " + file + " holds no certificate");
      }
      return chain;
    } catch (GeneralSecurityException failure) {
      throw new IllegalArgumentException(
          "tls.certificate: " + file + " is no PEM certificate: " + failure.getMessage(), failure);
    }
  }

  private static PrivateKey key(Path file) {
    String text = new String(bytes("tls.key", file), StandardCharsets.US_ASCII);
    Matcher pem = PKCS8.matcher(text);
    if (!pem.find()) {
      throw new IllegalArgumentException(
          "tls.key: "
              + file
              + " holds no unencrypted PKCS #8 key (BEGIN PRIVATE KEY); convert it with: openssl"
              + " pkcs8 -topk8 -nocrypt -in KEY -out KEY.pem");
    }
    PKCS8EncodedKeySpec spec =
        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException other) {
        // not this algorithm; the next may be it
      } catch (GeneralSecurityException missing) {
        throw new IllegalStateException(missing);
      }
    }
    throw new IllegalArgumentException("tls.key: " + file + " is no " + ALGORITHMS + " key");
  }

  private static byte[] bytes(String setting, Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException failure) {
      throw new IllegalArgumentException(setting + ": cannot read " + file, failure);
    }
  }
}
