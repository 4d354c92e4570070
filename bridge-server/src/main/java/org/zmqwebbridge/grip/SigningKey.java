package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of signatures (RFC 7518, section 3): a secret for HS256, or a half of a pair for ES256 and
 * RS256.
 *
 * <p>Immutable; any thread.
 */
final class SigningKey {
  private static final String BASE64 = "base64:";
  private static final String FILE = "file:";
  private static final String HMAC = "HmacSHA256";
  private static final String HS256 = "HS256";
  private static final int P256_BITS = 256;
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN (PRIVATE|PUBLIC) KEY-----([A-Za-z0-9+/=\\s]*)-----END");

  private final String algorithm;
  private final Key key;

  private SigningKey(String algorithm, Key key) {
    this.algorithm = algorithm;
    this.key = key;
  }

  /**
   * One that signs, read as {@link #read}.
   *
   * @throws IllegalArgumentException if it is none, or the public half of a pair
   */
  static SigningKey toSign(String text) {
    SigningKey key = read(text);
    if (key.key instanceof PublicKey) {
      throw new IllegalArgumentException("the key that is to sign is public; give its other half");
    }
    return key;
  }

  /**
   * One that checks, read as {@link #read}.
   *
   * @throws IllegalArgumentException if it is none, or the private half of a pair
   */
  static SigningKey toCheck(String text) {
    SigningKey key = read(text);
    if (key.key instanceof PrivateKey) {
      throw new IllegalArgumentException(
          "the key that is to check is private; give its public half (openssl pkey -pubout)");
    }
    return key;
  }

  /**
   * Reads one as Pushpin's settings have it: {@code base64:…}, {@code file:…}, PEM, or a secret as
   * it is.
   *
   * @throws IllegalArgumentException if it is none; the message says what to do, and nothing of the
   *     key
   */
  private static SigningKey read(String text) {
    byte[] bytes = bytes(text);
    String whole = new String(bytes, UTF_8);
    if (whole.startsWith("-----BEGIN ")) {
      return ofPem(whole);
    }
    if (bytes.length == 0) {
      throw new IllegalArgumentException("the key is empty; openssl rand -hex 32 makes one");
    }
    return new SigningKey(HS256, new SecretKeySpec(bytes, HMAC));
  }

  private static byte[] bytes(String text) {
    if (text.startsWith(FILE)) {
      return file(Path.of(text.substring(FILE.length())));
    }
    if (!text.startsWith(BASE64)) {
      return text.getBytes(UTF_8);
    }
    try {
      return Base64.getDecoder().decode(text.substring(BASE64.length()).strip());
    } catch (IllegalArgumentException none) {
      throw new IllegalArgumentException("what follows base64: is no base64", none);
    }
  }

  private static byte[] file(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException failure) {
      throw new IllegalArgumentException(
          "the key's file "
              + file
              + " cannot be read; is the path right, and may this user read"
              + " it?",
          failure);
    }
  }

  private static SigningKey ofPem(String text) {
    Matcher block = PEM.matcher(text);
    if (!block.find()) {
      throw new IllegalArgumentException(
          "the key is PEM, but neither BEGIN PRIVATE KEY nor BEGIN PUBLIC KEY; convert it with:"
              + " openssl pkcs8 -topk8 -nocrypt -in FILE -out FILE.pem");
    }
    byte[] der = Base64.getMimeDecoder().decode(block.group(2));
    boolean isPrivate = block.group(1).equals("PRIVATE");
    for (String kind : List.of("EC", "RSA")) {
      try {
        KeyFactory factory = KeyFactory.getInstance(kind);
        Key read =
            isPrivate
                ? factory.generatePrivate(new PKCS8EncodedKeySpec(der))
                : factory.generatePublic(new X509EncodedKeySpec(der));
        return new SigningKey(algorithm(read), read);
      } catch (GeneralSecurityException other) {
        // of the other kind
      }
    }
    throw new IllegalArgumentException("the key is neither EC (P-256) nor RSA, or not whole");
  }

  private static String algorithm(Key read) {
    if (!(read instanceof ECKey curve)) {
      return "RS256";
    }
    if (curve.getParams().getCurve().getField().getFieldSize() != P256_BITS) {
      throw new IllegalArgumentException(
          "the key is of a curve other than P-256, which ES256 means; make one with: openssl ecparam"
              + " -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt");
    }
    return "ES256";
  }

  /** {@code HS256}, {@code ES256} or {@code RS256}. */
  String algorithm() {
    return algorithm;
  }

  /** Signs, if it is one {@link #toSign}. */
  byte[] sign(byte[] said) {
    try {
      if (key instanceof SecretKey) {
        return mac(said);
      }
      Signature signature = signature();
      signature.initSign((PrivateKey) key);
      signature.update(said);
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Whether this is the signature of what was said, if it is one {@link #toCheck}. */
  boolean hasSigned(byte[] said, byte[] signed) {
    try {
      if (key instanceof SecretKey) {
        return MessageDigest.isEqual(mac(said), signed);
      }
      Signature signature = signature();
      signature.initVerify((PublicKey) key);
      signature.update(said);
      return signature.verify(signed);
    } catch (GeneralSecurityException none) {
      return false;
    }
  }

  private byte[] mac(byte[] said) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(HMAC);
    mac.init(key);
    return mac.doFinal(said);
  }

  private Signature signature() throws GeneralSecurityException {
    return Signature.getInstance(
        algorithm.equals("ES256") ? "SHA256withECDSAinP1363Format" : "SHA256withRSA");
  }
}
