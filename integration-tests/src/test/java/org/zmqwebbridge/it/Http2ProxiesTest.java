package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Certificate;

/**
 * Doors, ZWS and virtual sockets behind nginx and HAProxy that speak HTTP/2 with their clients, and
 * with the bridge what each can.
 */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
final class Http2ProxiesTest {
  private static final Certificate CERTIFICATE = Certificate.shared();

  /** One that runs. */
  private record Proxy(Process process, int port) implements AutoCloseable {
    static Proxy start(Path folder, int port, String... command) throws IOException {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("proxy.log").toFile())
              .start();
      Await.await(
          String.join(" ", command) + " to listen",
          () -> {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
              return process.isAlive() && probe.isConnected();
            } catch (IOException notYet) {
              return false;
            }
          });
      return new Proxy(process, port);
    }

    @Override
    public void close() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Proxy nginx(Path folder, int bridge, boolean tls) throws IOException {
    int port = FreePort.find();
    Path config =
        Files.writeString(
            folder.resolve("nginx.conf"),
            """
            events {}
            http {
              access_log off;
              map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
              server {
                listen 127.0.0.1:%d ssl http2;
                ssl_certificate %s;
                ssl_certificate_key %s;
                location / {
                  proxy_pass %s://127.0.0.1:%d;
                  proxy_ssl_verify off;
                  proxy_http_version 1.1;
                  proxy_set_header Upgrade $http_upgrade;
                  proxy_set_header Connection $connection_upgrade;
                  proxy_set_header Host $http_host;
                  proxy_set_header X-Forwarded-Proto $scheme;
                }
              }
            }
            """
                .formatted(
                    port, CERTIFICATE.pem(), CERTIFICATE.key(), tls ? "https" : "http", bridge));
    String options = "daemon off; error_log stderr; pid " + folder.resolve("pid") + ";";
    return Proxy.start(
        folder, port, "nginx", "-p", folder.toString(), "-c", config.toString(), "-g", options);
  }

  private static Proxy haproxy(Path folder, int bridge, String server) throws IOException {
    int port = FreePort.find();
    Path both = folder.resolve("both.pem");
    Files.writeString(
        both, Files.readString(CERTIFICATE.pem()) + Files.readString(CERTIFICATE.key()));
    Path config =
        Files.writeString(
            folder.resolve("haproxy.cfg"),
            """
            global
                maxconn 1000
            defaults
                mode http
                timeout connect 5s
                timeout client 60s
                timeout server 60s
                timeout tunnel 1h
            frontend web
                bind 127.0.0.1:%d ssl crt %s alpn h2,http/1.1
                default_backend zwb
            backend zwb
                http-request set-header X-Forwarded-Proto https
                server zwb 127.0.0.1:%d %s
            """
                .formatted(port, both, bridge, server));
    return Proxy.start(folder, port, "haproxy", "-db", "-f", config.toString());
  }

  private static Proxy start(String proxy, String behind, Path folder, int bridge)
      throws IOException {
    boolean tls = !"clear".equals(behind);
    return "nginx".equals(proxy)
        ? nginx(folder, bridge, tls)
        : haproxy(folder, bridge, tls ? "ssl verify none alpn " + behind : "");
  }

  private static String endpoint(String name, String type, String address) {
    return "endpoints." + name + "={type: " + type + ", address: \"" + address + "\"}";
  }

  private static TestBridge bridge(String behind, String... endpoints) {
    List<String> all = new ArrayList<>(List.of(endpoints));
    all.addAll(List.of("trustedProxies=[127.0.0.1]", "clientAddress=x-forwarded-for"));
    all.add("deadlines.heartbeatMillis=1000"); // by which HAProxy notices that its client has left
    if (!"clear".equals(behind)) {
      all.add("tls.certificate=" + CERTIFICATE.pem());
      all.add("tls.key=" + CERTIFICATE.key());
    }
    return TestBridge.configured(all.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "nginx, clear",
    "nginx, http/1.1",
    "haproxy, clear",
    "haproxy, http/1.1",
    "haproxy, h2"
  })
  void everyWayInWorks(String proxy, String behind, @TempDir Path folder) throws IOException {
    try (BackEnd echo = BackEnd.echo();
        RouterService slow = new RouterService();
        PubService news = new PubService();
        TestBridge bridge =
            bridge(
                behind,
                endpoint("echo", "REQ", echo.address()),
                endpoint("slow", "REQ", slow.address()),
                endpoint("news", "SUB", news.address()));
        Proxy front = start(proxy, behind, folder, bridge.port())) {
      String base = "https://127.0.0.1:" + front.port();
      for (String version : List.of("1.1", "2")) {
        String asked = "1.1".equals(version) ? "--http1.1" : "--http2";
        assertEquals(
            "hello " + version + " 200", Curl.run(asked, "-d", "hello", base + "/req/echo"));
        streamsWithoutDelay(news, asked, base, "a" + version);
        holds(slow, asked, base);
      }
      opens(Upgrade.to(Wire.TLS, front.port()).with("Origin: " + base));
      opens(
          Upgrade.to(Wire.TLS, front.port())
              .target("/zws/echo")
              .with("Sec-WebSocket-Protocol: ZWS2.0/NULL"));
      if ("haproxy".equals(proxy)) { // nginx has no RFC 8441
        try (PythonPeer node =
            PythonPeer.startNode("http2_client", Integer.toString(front.port()))) {
          node.say("socket /data").expect("socket 200 -");
          node.expect("pong hi");
          node.expect("closed 0");
        }
      }
      Await.await("all streams have ended", () -> bridge.gauge("zwb.http.streams.open") == 0);
      Await.await("all pages have left", () -> bridge.gauge("zwb.ws.connections.open") == 0);
    }
  }

  /** Each event comes before the next is published. */
  private static void streamsWithoutDelay(
      PubService news, String asked, String base, String topic) {
    try (Curl stream = Curl.start(asked, base + "/sub/news?topic=" + topic)) {
      stream.line("data: {"); // of the first event
      news.awaitSubscription();
      for (int i = 0; i < 3; i++) {
        news.publish(topic + i);
        assertEquals("data: " + topic + i, stream.line("data: "));
      }
    }
  }

  private static void holds(RouterService slow, String asked, String base) {
    try (Curl held = Curl.start(asked, "-d", "wait", base + "/req/slow")) {
      slow.reply(slow.receive(), "at last");
      assertEquals("at last", held.line("at"));
    }
  }

  private static void opens(Upgrade upgrade) throws IOException {
    try (Socket socket = upgrade.wire().connect(upgrade.port(), 0)) {
      socket.getOutputStream().write(upgrade.text().getBytes(ISO_8859_1));
      String head = Upgrade.head(socket);
      assertEquals(101, Upgrade.status(head), head);
    }
  }
}
