package org.zmqwebbridge.pem;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The certificate of a key, and after it those that vouch for it, each for the one before (RFC
 * 8446, section 4.4.2), picked from a file that may have them in any order.
 *
 * <p>Immutable.
 */
public final class CertificateChain {
  private static final byte[] PROBE = "zwb".getBytes(US_ASCII);

  private final List<X509Certificate> inFile;
  private final List<X509Certificate> chain;

  private CertificateChain(List<X509Certificate> inFile, List<X509Certificate> chain) {
    this.inFile = inFile;
    this.chain = chain;
  }

  /** The chain of a key; empty if none of the certificates is the key's. */
  public static Optional<CertificateChain> of(List<X509Certificate> inFile, PrivateKey key) {
    for (X509Certificate certificate : inFile) {
      if (areOne(certificate.getPublicKey(), key)) {
        return Optional.of(new CertificateChain(List.copyOf(inFile), from(certificate, inFile)));
      }
    }
    return Optional.empty();
  }

  private static List<X509Certificate> from(X509Certificate first, List<X509Certificate> inFile) {
    List<X509Certificate> chain = new ArrayList<>(List.of(first));
    Optional<X509Certificate> next = issuer(first, inFile);
    while (next.isPresent() && !chain.contains(next.get())) {
      chain.add(next.get());
      next = issuer(next.get(), inFile);
    }
    return chain;
  }

  private static Optional<X509Certificate> issuer(
      X509Certificate certificate, List<X509Certificate> inFile) {
    return inFile.stream().filter(other -> isIssuedBy(certificate, other)).findFirst();
  }

  private static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
    if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
      return false;
    }
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException another) {
      return false; // of the same name
    }
  }

  /** Whether what the one signs the other verifies. */
  private static boolean areOne(PublicKey shown, PrivateKey key) {
    if (key instanceof RSAKey secret) {
      return shown instanceof RSAKey open && open.getModulus().equals(secret.getModulus());
    }
    try {
      Signature signature = Signature.getInstance(algorithm(key));
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(shown);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException anotherKind) {
      return false;
    }
  }

  private static String algorithm(PrivateKey key) {
    return key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : key.getAlgorithm();
  }

  /** That of the key. */
  public X509Certificate first() {
    return chain.get(0);
  }

  /** All of them, in their order. */
  public X509Certificate[] certificates() {
    return chain.toArray(X509Certificate[]::new);
  }

  /** What is odd about the file, each as the rest of a sentence that begins with its name. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (chain.size() < inFile.size()) {
      warnings.add(
          "holds "
              + (inFile.size() - chain.size())
              + " certificates that are no part of the chain of "
              + first().getSubjectX500Principal()
              + "; they are not sent");
    } else if (!chain.equals(inFile)) {
      warnings.add(
          "is out of order, which is put right here; the server's certificate comes first, then"
              + " each the one that issued the last");
    }
    if (chain.size() == 1 && !isIssuedBy(first(), first())) {
      warnings.add(
          "has the server's certificate alone; clients that know only roots refuse it: append that"
              + " of its issuer ("
              + first().getIssuerX500Principal()
              + "), as a file called fullchain.pem has it");
    }
    if (first().getPublicKey().getAlgorithm().startsWith("Ed")) {
      warnings.add("has an EdDSA key, which no browser takes; use EC (P-256) or RSA");
    }
    return warnings;
  }
}
