package org.zmqwebbridge.it.mongrel2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.zmqwebbridge.ReloadReport;
import org.zmqwebbridge.kit.Certificate;
import org.zmqwebbridge.kit.Http2Client;

/**
 * A server with TLS, and so with HTTP/2, and one handler of it, at {@code /h}.
 *
 * <p>Owner thread: the test's.
 */
final class SecureServer implements AutoCloseable {
  private static final String TLS = "use_ssl=1,";
  private static final String CERTIFICATES = "\"certdir\": 'certs/'";

  private final ConfServer server = ConfServer.in();

  /** One whose certificate is there, to be started. */
  SecureServer() {
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
  SecureServer start(String routes, String settings) {
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
    return (int) server.bridge().gauge("zwb_mongrel2_connections");
  }

  Http2Client client() {
    return new Http2Client(server.port());
  }

  /** What the handler hears next. */
  Heard hear() {
    return Heard.of(server.hear().getBytes(ISO_8859_1));
  }

  void reply(Heard asked, String bytes) {
    server.reply(Long.toString(asked.id()), bytes);
  }

  void kill(Heard asked) {
    reply(asked, "");
  }

  @Override
  public void close() {
    server.close();
  }
}
