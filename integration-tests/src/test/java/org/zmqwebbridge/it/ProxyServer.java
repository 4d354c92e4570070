package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Certificate;

/**
 * A real nginx, HAProxy or Caddy in front of a bridge, with the very configuration that
 * docs/OPERATIONS.md has for it, but for ports and files.
 *
 * <p>Owner thread: the test's. Lifetime: until {@link #close}, which ends the process.
 */
final class ProxyServer implements AutoCloseable {
  private static final String DOC = read(Path.of("../docs/OPERATIONS.md"));

  private final Process process;
  private final Path log;
  private final int port;

  private ProxyServer(Path folder, int port, List<String> command) {
    this.port = port;
    this.log = folder.resolve("proxy.log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("HOME", folder.toString()); // Caddy's
    builder.environment().remove("XDG_DATA_HOME");
    builder.environment().remove("XDG_CONFIG_HOME");
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(command + " does not start; is it installed?", e);
    }
    Await.await(command + " to listen; it says " + read(log), this::listens);
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "nothing";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The block of this language in the document. */
  private static String snippet(String language) {
    Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)\n```").matcher(DOC);
    if (!block.find()) {
      throw new AssertionError("docs/OPERATIONS.md has no block of " + language);
    }
    return block.group(1) + "\n";
  }

  /** What the document sets {@code clientAddress} to after the block of this language. */
  static String clientAddress(String language) {
    Matcher setting =
        Pattern.compile("(?s)```" + language + "\n.*?\n```.*?`clientAddress: ([a-z-]+)`")
            .matcher(DOC);
    if (!setting.find()) {
      throw new AssertionError("docs/OPERATIONS.md does not say how it goes with " + language);
    }
    return setting.group(1);
  }

  /** The document's text with these in place of what stands there; each must stand there. */
  private static Path write(Path folder, String language, Map<String, String> replacements) {
    String text = snippet(language);
    for (Map.Entry<String, String> one : replacements.entrySet()) {
      if (!text.contains(one.getKey())) {
        throw new AssertionError(language + " has no " + one.getKey());
      }
      text = text.replace(one.getKey(), one.getValue());
    }
    try {
      return Files.writeString(folder.resolve(language + ".conf"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ProxyServer nginx(Path folder, TestBridge bridge) {
    int port = FreePort.find();
    Certificate certificate = Certificate.shared();
    Path config =
        write(
            folder,
            "nginx",
            Map.of(
                "listen 443 ssl",
                "listen 127.0.0.1:" + port + " ssl",
                "/etc/ssl/www.example.org.pem",
                certificate.pem().toString(),
                "/etc/ssl/www.example.org.key",
                certificate.key().toString(),
                "127.0.0.1:8000",
                "127.0.0.1:" + bridge.port(),
                "http {",
                "http { access_log off;"));
    String options = "daemon off; error_log stderr; pid " + folder.resolve("pid") + ";";
    return new ProxyServer(
        folder,
        port,
        List.of("nginx", "-p", folder.toString(), "-c", config.toString(), "-g", options));
  }

  static ProxyServer haproxy(Path folder, TestBridge bridge) {
    int port = FreePort.find();
    Certificate certificate = Certificate.shared();
    Path both = folder.resolve("both.pem");
    try {
      Files.writeString(both, read(certificate.pem()) + read(certificate.key()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path config =
        write(
            folder,
            "haproxy",
            Map.of(
                "bind :443", "bind 127.0.0.1:" + port,
                "/etc/ssl/www.example.org.both.pem", both.toString(),
                "127.0.0.1:8000", "127.0.0.1:" + bridge.port(),
                "check port 9000", "check port " + bridge.bridge().managementPort(),
                "maxconn 32768", "maxconn " + Integer.getInteger("zwb.visitors.most", 1000)));
    return new ProxyServer(folder, port, List.of("haproxy", "-db", "-f", config.toString()));
  }

  static ProxyServer caddy(Path folder, TestBridge bridge) {
    int port = FreePort.find();
    Certificate certificate = Certificate.shared();
    Path config =
        write(
            folder,
            "caddyfile",
            Map.of(
                "www.example.org {",
                "{\n\tadmin off\n\tauto_https disable_redirects\n}\nhttps://:"
                    + port
                    + " {\n\tbind 127.0.0.1\n\ttls "
                    + certificate.pem()
                    + " "
                    + certificate.key(),
                "127.0.0.1:8000",
                "127.0.0.1:" + bridge.port()));
    return new ProxyServer(
        folder,
        port,
        List.of("caddy", "run", "--adapter", "caddyfile", "--config", config.toString()));
  }

  int port() {
    return port;
  }

  private boolean listens() {
    if (!process.isAlive()) {
      throw new AssertionError("the proxy has ended: " + read(log));
    }
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** A visitor who comes from this address, by TLS, and asks for a WebSocket; the answer's head. */
  String visit(String address, List<Socket> visitors) {
    try {
      Socket socket = new Socket();
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
      socket.setTcpNoDelay(true); // as browsers do
      socket.setSoTimeout(Await.DEADLINE_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      Socket secure = Wire.TLS.secure(socket);
      visitors.add(secure);
      String origin = "Origin: https://127.0.0.1:" + port;
      secure
          .getOutputStream()
          .write(Upgrade.to(Wire.TLS, port).with(origin).text().getBytes(ISO_8859_1));
      return Upgrade.head(secure);
    } catch (IOException e) {
      throw new UncheckedIOException("visitor " + visitors.size() + "; " + read(log), e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(1, TimeUnit.SECONDS)) { // nginx waits for its connections
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
