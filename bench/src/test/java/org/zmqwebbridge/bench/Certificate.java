package org.zmqwebbridge.bench;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate of nobody's, by {@code keytool}.
 *
 * @param pem the certificate
 * @param key its private key
 */
record Certificate(Path pem, Path key) {
  private static final String SECRET = "secret";
  private static final String OPTIONS =
      "-genkeypair -alias bridge -keyalg EC -dname CN=localhost -storetype PKCS12 -storepass ";

  static Certificate make() throws Exception {
    Path folder = Files.createTempDirectory("zwb-bench");
    Path store = folder.resolve("store.p12");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of((OPTIONS + SECRET).split(" ", -1)));
    command.addAll(List.of("-keystore", store.toString()));
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException("keytool made no certificate");
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, SECRET.toCharArray());
    }
    Path pem = folder.resolve("certificate.pem");
    Path key = folder.resolve("key.pem");
    write(pem, "CERTIFICATE", keys.getCertificate("bridge").getEncoded());
    write(key, "PRIVATE KEY", keys.getKey("bridge", SECRET.toCharArray()).getEncoded());
    folder.toFile().deleteOnExit();
    List.of(store, pem, key).forEach(file -> file.toFile().deleteOnExit());
    return new Certificate(pem, key);
  }

  private static void write(Path file, String label, byte[] der) throws Exception {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        file, "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
  }
}
