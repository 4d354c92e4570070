package org.zmqwebbridge.pem;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads certificates and a key from PEM files; one file may hold both. */
public final class PemFiles {
  private static final Set<String> CERTIFICATE = Set.of("CERTIFICATE", "X509 CERTIFICATE");
  private static final int DER_SEQUENCE = 0x30;

  private PemFiles() {}

  /**
   * The certificates of a file, in its order.
   *
   * @throws IllegalArgumentException if there is none, or one that cannot be read; the message
   *     names the file and says what to do
   */
  public static List<X509Certificate> certificates(Path file) {
    List<X509Certificate> certificates = new ArrayList<>();
    for (PemBlock block : blocks(file)) {
      if (CERTIFICATE.contains(block.label())) {
        certificates.add(certificate(file, block, certificates.size() + 1));
      }
    }
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException(
          file + " holds no certificate (-----BEGIN CERTIFICATE-----)" + otherwise(file));
    }
    return certificates;
  }

  private static X509Certificate certificate(Path file, PemBlock block, int number) {
    try {
      CertificateFactory x509 = CertificateFactory.getInstance("X.509");
      return (X509Certificate) x509.generateCertificate(new ByteArrayInputStream(block.der()));
    } catch (CertificateException malformed) {
      throw new IllegalArgumentException(
          file + ": its certificate number " + number + " cannot be read; is the file whole?",
          malformed);
    }
  }

  /**
   * The one key of a file.
   *
   * @throws IllegalArgumentException if there is none, several, or one that cannot be read; the
   *     message names the file and says what to do
   */
  public static PrivateKey key(Path file) {
    List<PemBlock> keys = blocks(file).stream().filter(PrivateKeys::isKey).toList();
    if (keys.size() > 1) {
      throw new IllegalArgumentException(
          file + " holds " + keys.size() + " private keys; leave the one of the certificate");
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          file + " holds no private key (-----BEGIN PRIVATE KEY-----)" + otherwise(file));
    }
    try {
      return PrivateKeys.of(keys.get(0));
    } catch (IllegalArgumentException unusable) {
      throw new IllegalArgumentException(
          "the key in " + file + " " + unusable.getMessage().replace("FILE", file.toString()),
          unusable);
    }
  }

  private static List<PemBlock> blocks(Path file) {
    return PemBlock.in(new String(bytes(file), StandardCharsets.ISO_8859_1));
  }

  private static String otherwise(Path file) {
    byte[] bytes = bytes(file);
    if (bytes.length > 0 && bytes[0] == DER_SEQUENCE) {
      return "; it is binary: convert a PKCS #12 file with openssl pkcs12 -nodes -in "
          + file
          + " -out both.pem, a DER one with openssl x509, or openssl pkey, -inform der -in "
          + file;
    }
    return "; are the two files mixed up?";
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException missing) {
      throw new IllegalArgumentException(file + " does not exist; is the path right?", missing);
    } catch (IOException failure) {
      throw new IllegalArgumentException(
          file + " cannot be read; may this user read it? (" + failure.getMessage() + ")", failure);
    }
  }
}
