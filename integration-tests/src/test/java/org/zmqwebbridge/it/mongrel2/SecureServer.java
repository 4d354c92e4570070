package org.zmqwebbridge.it.mongrel2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.function.BinaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.zmqwebbridge.ReloadReport;
import org.zmqwebbridge.kit.Certificate;
import org.zmqwebbridge.kit.Http2Client;

/**
 * A server with TLS, and so with HTTP/2, and one handler of it, at {@code /h}.
 *
 * <p>Owner thread: the test's.
 */
public final class SecureServer implements AutoCloseable {
  private static final String TLS = "use_ssl=1,";
  private static final String CERTIFICATES = "\"certdir\": 'certs/'";

  private static final int SERVING_MILLIS = 50;

  private final ConfServer server = ConfServer.in();
  private Thread serving; // null: the test is the handler
  private volatile boolean isClosing;

  /** One whose certificate is there, to be started. */
  public SecureServer() {
    place(Certificate.shared());
  }

  /** Whose certificate it has from the next start or reload on. */
  void place(Certificate certificate) {
    try {
      Path folder = Files.createDirectories(server.folder().resolve("certs"));
      Path pem = folder.resolve(ConfServer.UUID + ".crt");
      Path key = folder.resolve(ConfServer.UUID + ".key");
      Files.deleteIfExists(pem);
      Files.deleteIfExists(key);
      Files.copy(certificate.pem(), pem);
      Files.copy(certificate.key(), key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs it with more routes, as a configuration file has them, and more settings. */
  public SecureServer start(String routes, String settings) {
    server.start("'/h': h" + routes, CERTIFICATES + settings, TLS);
    return this;
  }

  /** The same with more of the server's own. */
  SecureServer start(String routes, String settings, String more) {
    server.start("'/h': h" + routes, CERTIFICATES + settings, TLS, more);
    return this;
  }

  ReloadReport reload(String routes, String settings) {
    return server.reload("'/h': h" + routes, CERTIFICATES + settings, TLS);
  }

  ConfServer server() {
    return server;
  }

  /** How many clients there are, of which each stream is one. */
  int connections() {
    return (int) server.bridge().gauge("zwb.mongrel2.connections");
  }

  /** Where its handler answers. */
  public String url() {
    return "https://127.0.0.1:" + server.port() + "/h";
  }

  /**
   * Has a thread be the handler, which answers until the server is closed.
   *
   * @param handler what is replied to each message, of whom {@link Heard#method} and the body are
   *     given; empty: nothing
   */
  public void serve(BinaryOperator<String> handler) {
    serving =
        new Thread(
            () -> {
              while (!isClosing) {
                answer(handler);
              }
            });
    serving.start();
  }

  private void answer(BinaryOperator<String> handler) {
    byte[] message = server.hears(SERVING_MILLIS);
    Heard heard = message == null ? null : Heard.of(message);
    String reply =
        heard == null || heard.isGone() ? "" : handler.apply(heard.method(), heard.body());
    if (!reply.isEmpty()) {
      reply(heard, reply);
    }
  }

  Http2Client client() {
    return new Http2Client(server.port());
  }

  /** What the handler hears next. */
  Heard hear() {
    return Heard.of(server.hear().getBytes(ISO_8859_1));
  }

  /** Who trusts the tests' certificate. */
  static SSLContext trusting() {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("own", Certificate.shared().certificate());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  void reply(Heard asked, String bytes) {
    server.reply(Long.toString(asked.id()), bytes);
  }

  void kill(Heard asked) {
    reply(asked, "");
  }

  @Override
  public void close() {
    isClosing = true;
    try {
      if (serving != null) {
        serving.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.close();
  }
}
