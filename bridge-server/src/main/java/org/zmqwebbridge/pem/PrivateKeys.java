package org.zmqwebbridge.pem;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a private key of a PEM block. The JDK reads PKCS #8 (RFC 5208) only; what others write,
 * PKCS #1 (RFC 8017, A.1.2) and SEC 1 (RFC 5915), is the same inside, without the name of its kind
 * around it, which is put there.
 */
final class PrivateKeys {
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int PARAMETERS = 0xA0;

  private static final byte[] VERSION = {0x02, 1, 0};

  /** rsaEncryption, with NULL parameters (RFC 3279, section 2.3.1). */
  private static final byte[] RSA = {
    0x06, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 5, 0
  };

  /** id-ecPublicKey (RFC 5480, section 2.1.1). */
  private static final byte[] EC = {0x06, 7, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1};

  private PrivateKeys() {}

  static boolean isKey(PemBlock block) {
    return block.label().endsWith("PRIVATE KEY");
  }

  /**
   * The key in a block.
   *
   * @throws IllegalArgumentException if it is encrypted, or of a kind that TLS does not have; the
   *     message says what to do with the file that is called FILE in it
   */
  static PrivateKey of(PemBlock block) {
    if (block.encrypted() || block.label().equals("ENCRYPTED PRIVATE KEY")) {
      throw new IllegalArgumentException(
          "is encrypted, and nobody is here to type its password; decrypt it with: openssl pkey -in"
              + " FILE -out FILE.plain, and give that file mode 600");
    }
    return switch (block.label()) {
      case "PRIVATE KEY" -> pkcs8(block.der());
      case "RSA PRIVATE KEY" -> pkcs8(wrapped(RSA, block.der()));
      case "EC PRIVATE KEY" -> pkcs8(wrapped(ofCurve(block.der()), block.der()));
      default ->
          throw new IllegalArgumentException(
              "is " + block.label() + "; TLS takes RSA, EC and EdDSA");
    };
  }

  private static PrivateKey pkcs8(byte[] der) {
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (InvalidKeySpecException other) {
        // not this algorithm; the next one may be
      } catch (GeneralSecurityException missing) {
        throw new IllegalStateException(missing);
      }
    }
    throw new IllegalArgumentException(
        "is no key that Java reads (it takes "
            + ALGORITHMS
            + "); is the file whole? openssl pkey -in FILE -noout -text tells");
  }

  private static byte[] wrapped(byte[] algorithm, byte[] key) {
    return tagged(SEQUENCE, VERSION, tagged(SEQUENCE, algorithm), tagged(OCTETS, key));
  }

  /** The curve's name is an optional part of RFC 5915; OpenSSL always writes it. */
  private static byte[] ofCurve(byte[] sec1) {
    int at = content(sec1, 0); // into the sequence
    for (int part = 0; part < 3 && at >= 0 && at < sec1.length; part++) {
      int inside = content(sec1, at);
      int end = end(sec1, at);
      if (inside < 0 || end < 0) {
        break;
      }
      if ((sec1[at] & 0xFF) == PARAMETERS) {
        byte[] name = Arrays.copyOfRange(sec1, inside, end);
        byte[] both = Arrays.copyOf(EC, EC.length + name.length);
        System.arraycopy(name, 0, both, EC.length, name.length);
        return both;
      }
      at = end;
    }
    throw new IllegalArgumentException(
        "does not name its curve; convert it with: openssl pkcs8 -topk8 -nocrypt -in FILE -out"
            + " FILE.pem");
  }

  /** Where the content of the element at an offset begins; -1 if the bytes are malformed. */
  private static int content(byte[] der, int at) {
    if (at + 1 >= der.length) {
      return -1;
    }
    int length = der[at + 1] & 0xFF;
    int more = length < 0x80 ? 0 : length & 0x7F;
    return more > 2 || at + 2 + more > der.length ? -1 : at + 2 + more;
  }

  private static int end(byte[] der, int at) {
    int begin = content(der, at);
    if (begin < 0) {
      return -1;
    }
    int length = begin == at + 2 ? der[at + 1] : 0;
    for (int i = at + 2; i < begin; i++) {
      length = length << 8 | (der[i] & 0xFF);
    }
    return begin + length <= der.length ? begin + length : -1;
  }

  /** One element in DER (X.690, section 8.1), of parts that are elements. */
  private static byte[] tagged(int tag, byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int bytes = length < 0x80 ? 0 : length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
    if (bytes > 0) {
      out.write(0x80 | bytes);
    }
    for (int shift = 8 * Math.max(bytes - 1, 0); shift >= 0; shift -= 8) {
      out.write(length >> shift);
    }
    Arrays.stream(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }
}
