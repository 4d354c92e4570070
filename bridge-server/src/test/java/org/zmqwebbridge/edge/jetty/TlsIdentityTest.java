package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates and keys as people have them, made by OpenSSL. */
class TlsIdentityTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void make() throws IOException, InterruptedException {
    String script =
        """
        set -e
        openssl ecparam -name prime256v1 -genkey -noout -out sec1.key
        openssl pkcs8 -topk8 -nocrypt -in sec1.key -out pkcs8.key
        openssl req -x509 -new -key pkcs8.key -subj /CN=localhost -days 9 -out cert.pem
        openssl ecparam -name prime256v1 -genkey -out params.key
        openssl req -x509 -new -key params.key -subj /CN=localhost -days 90 -out params.pem
        openssl genrsa -traditional -out rsa1.key 2048
        openssl req -x509 -new -key rsa1.key -subj /CN=localhost -days 90 -out rsacert.pem
        openssl rsa -traditional -aes128 -passout pass:x -in rsa1.key -out rsaenc.key
        openssl pkcs12 -export -in cert.pem -inkey pkcs8.key -name b -passout pass:x -out b.p12
        openssl pkcs12 -in b.p12 -passin pass:x -nodes -out bag.pem
        openssl x509 -in cert.pem -text > text.pem
        sed 's/$/\\r/' cert.pem > crlf.pem
        sed 's/$/\\r/' pkcs8.key > crlf.key
        cat pkcs8.key cert.pem > combined.pem
        openssl genpkey -algorithm ed25519 -out ed.key
        openssl req -x509 -new -key ed.key -subj /CN=localhost -days 90 -out ed.pem
        openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out other.key
        openssl pkcs8 -topk8 -passout pass:x -in sec1.key -out enc.key
        openssl req -new -key sec1.key -subj /CN=leaf.example.org -out leaf.csr
        openssl x509 -req -in leaf.csr -CA rsacert.pem -CAkey rsa1.key -set_serial 7 -days 90 -out leaf.pem
        cat leaf.pem rsacert.pem > full.pem
        cat rsacert.pem leaf.pem > reversed.pem
        cat leaf.pem rsacert.pem ed.pem > more.pem
        """;
    Process shell =
        new ProcessBuilder("sh", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(shell.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, shell.waitFor(), said);
  }

  private static TlsIdentity read(String certificate, String key) {
    return TlsIdentity.read(new EdgeConfig.Tls(folder.resolve(certificate), folder.resolve(key)));
  }

  private static String refusal(String certificate, String key) {
    return assertThrows(IllegalArgumentException.class, () -> read(certificate, key)).getMessage();
  }

  private static List<String> warnings(String certificate, String key) {
    return read(certificate, key).warnings(Instant.now());
  }

  @ParameterizedTest
  @CsvSource({
    "cert.pem, pkcs8.key",
    "cert.pem, sec1.key",
    "params.pem, params.key",
    "rsacert.pem, rsa1.key",
    "bag.pem, bag.pem",
    "text.pem, pkcs8.key",
    "crlf.pem, crlf.key",
    "combined.pem, combined.pem",
    "ed.pem, ed.key",
    "full.pem, sec1.key",
    "reversed.pem, sec1.key"
  })
  void whatGoesTogetherIsTakenInWhateverFormItIs(String certificate, String key) throws Exception {
    assertTrue(read(certificate, key).keyStore().isKeyEntry("bridge"));
  }

  @ParameterizedTest
  @CsvSource({
    "cert.pem, other.key, is not the key of the certificate in",
    "cert.pem, params.key, is not the key of the certificate in",
    "rsacert.pem, sec1.key, is not the key of the certificate in",
    "cert.pem, enc.key, openssl pkey -in",
    "rsacert.pem, rsaenc.key, openssl pkey -in",
    "cert.pem, cert.pem, holds no private key",
    "pkcs8.key, pkcs8.key, holds no certificate",
    "b.p12, pkcs8.key, openssl pkcs12",
    "absent.pem, pkcs8.key, does not exist"
  })
  void whatDoesNotIsRefusedWithTheFileAndTheWayOut(String certificate, String key, String says) {
    String message = refusal(certificate, key);
    assertTrue(message.contains(says), message);
    assertTrue(message.contains(folder + "/"), message);
  }

  @Test
  void aMismatchNamesBothFiles() {
    String message = refusal("cert.pem", "other.key");
    assertTrue(message.startsWith("tls.key: "), message);
    assertTrue(message.contains("/cert.pem") && message.contains("/other.key"), message);
  }

  private static void warns(List<String> warnings, String says) {
    assertTrue(warnings.toString().contains(says), warnings.toString());
  }

  @Test
  void theDatesOfACertificateAreAWarningInTimeAndALoudOneAfterwards() {
    warns(warnings("cert.pem", "sec1.key"), "expires in 8 days");
    assertEquals(List.of(), warnings("rsacert.pem", "rsa1.key"));
    TlsIdentity identity = read("rsacert.pem", "rsa1.key");
    Instant end = identity.validUntil();
    warns(identity.warnings(end.plusSeconds(1)), "HAS EXPIRED");
    warns(identity.warnings(end.minus(TlsIdentity.RENEWAL).plusSeconds(1)), "expires in 13 days");
    assertEquals(List.of(), identity.warnings(end.minus(TlsIdentity.RENEWAL).minusSeconds(1)));
    warns(identity.warnings(Instant.now().minus(Duration.ofDays(1))), "IS NOT VALID YET");
  }

  @Test
  void aChainThatBrowsersMayRefuseIsAWarning() {
    assertEquals(List.of(), warnings("full.pem", "sec1.key"));
    warns(warnings("leaf.pem", "sec1.key"), "fullchain.pem");
    warns(warnings("reversed.pem", "sec1.key"), "out of order");
    warns(warnings("more.pem", "sec1.key"), "no part of the chain");
    warns(warnings("ed.pem", "ed.key"), "no browser takes");
  }
}
