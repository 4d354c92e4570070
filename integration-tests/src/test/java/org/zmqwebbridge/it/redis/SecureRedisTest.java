package org.zmqwebbridge.it.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.it.MainProcess;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Certificate;

/** Redis through TLS: its certificate is checked against what the JVM trusts. */
final class SecureRedisTest {
  @TempDir private Path folder;

  private Map<String, String> trusting(Certificate certificate)
      throws IOException, InterruptedException {
    Path store = folder.resolve("trusted.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-importcert",
                "-noprompt",
                "-alias",
                "redis",
                "-file",
                certificate.pem().toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "secret",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, keytool.waitFor(), said);
    return Map.of(
        "JAVA_TOOL_OPTIONS",
        "-Djavax.net.ssl.trustStore=" + store + " -Djavax.net.ssl.trustStorePassword=secret");
  }

  private static MainProcess serve(Map<String, String> environment, RedisProcess redis) {
    String store =
        "relay.store={type: redis, host: 127.0.0.1, tls: true, timeoutMillis: 1000, port: %d}";
    return MainProcess.start(
        environment,
        "serve",
        "--set",
        "listen=127.0.0.1:0",
        "--set",
        "management=127.0.0.1:0",
        "--set",
        store.formatted(redis.port()));
  }

  private static String post(int port, String text) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/publisher/a"))
            .POST(HttpRequest.BodyPublishers.ofString(text))
            .build();
    return send(request);
  }

  private static String get(int port) {
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/subscriber/a")).build());
  }

  private static String send(HttpRequest request) {
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() + (request.method().equals("GET") ? " " + answer.body() : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void oneWhoseCertificateIsTrustedKeepsChannels() throws IOException, InterruptedException {
    Certificate certificate = Certificate.shared();
    Map<String, String> trusting = trusting(certificate);
    try (RedisProcess redis = RedisProcess.secure(certificate);
        MainProcess main = serve(trusting, redis);
        MainProcess other = serve(trusting, redis)) {
      int port = main.port();
      Await.await("it to connect", () -> post(port, "kept").equals("202"));
      assertEquals("200 kept", get(other.port()));
    }
  }

  @Test
  void oneWhoseCertificateIsNotTrustedIsToldNothing() throws IOException, InterruptedException {
    try (RedisProcess redis = RedisProcess.secure(Certificate.shared());
        MainProcess main = serve(Map.of(), redis)) {
      String why = main.awaitLine("cannot connect to Redis");
      assertTrue(why.contains("unable to find valid certification path"), why);
      assertEquals("503", post(main.port(), "secret"));
      assertEquals(":0\r\n", redis.ask("DBSIZE"));
    }
  }
}
