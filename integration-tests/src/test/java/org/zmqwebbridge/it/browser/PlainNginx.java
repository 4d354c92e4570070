package org.zmqwebbridge.it.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.kit.Await;

/**
 * nginx, configured by somebody who has not thought of WebSockets: it forwards requests, keeps
 * connections to the bridge, and passes no {@code Upgrade} on.
 *
 * <p>Owner thread: the test's. Lifetime: until {@link #close}.
 */
final class PlainNginx implements AutoCloseable {
  private static final String CONFIG =
      """
      daemon off;
      error_log stderr;
      pid %1$s/pid;
      events {}
      http {
        access_log off;
        client_body_temp_path %1$s/body;
        proxy_temp_path %1$s/proxy;
        fastcgi_temp_path %1$s/fastcgi;
        uwsgi_temp_path %1$s/uwsgi;
        scgi_temp_path %1$s/scgi;
        upstream bridge { server 127.0.0.1:%3$d; keepalive 8; }
        server {
          listen 127.0.0.1:%2$d;
          location / {
            proxy_pass http://bridge;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $http_host;
          }
        }
      }
      """;

  private final int port = FreePort.find();
  private final Process process;

  /**
   * @param folder of its own
   * @param bridge its port
   */
  PlainNginx(Path folder, int bridge) {
    Path log = folder.resolve("nginx.log");
    try {
      Path config =
          Files.writeString(folder.resolve("nginx.conf"), CONFIG.formatted(folder, port, bridge));
      process =
          new ProcessBuilder(List.of("nginx", "-p", folder.toString(), "-c", config.toString()))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("nginx does not start; is it installed?", e);
    }
    Await.await("nginx to listen; see " + log, this::listens);
  }

  private boolean listens() {
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(1, TimeUnit.SECONDS)) { // it waits for its connections
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
