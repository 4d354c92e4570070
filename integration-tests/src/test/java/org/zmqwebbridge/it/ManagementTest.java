package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** What an operator sees of a running bridge. */
final class ManagementTest {
  private static final String SECRET = "0123456789abcdef";

  /** What is answered; of an error too. */
  private static String get(URI management, String path, int status, String... bearer) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) management.resolve(path).toURL().openConnection();
      for (String secret : bearer) {
        connection.setRequestProperty("Authorization", "Bearer " + secret);
      }
      assertEquals(status, connection.getResponseCode());
      try (InputStream body =
          status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
        return new String(body.readAllBytes(), UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitMetric(URI management, String nameAndValue) {
    Await.await(
        nameAndValue,
        () -> get(management, "/metrics", 200).lines().anyMatch(nameAndValue::equals));
  }

  private static URI management(TestBridge bridge) {
    return URI.create(bridge.bridge().managementUri());
  }

  @Test
  void metricsShowWhatIsOpenAndUnderWay() {
    String pages = FreePort.address();
    try (RouterService mute = new RouterService();
        Asker asker = Asker.dealer(pages);
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.management("127.0.0.1:0")
                        .endpoint("mute", SocketType.REQ, mute.address())
                        .endpoint("page", SocketType.REP, pages))) {
      URI management = management(bridge);
      RawPage page = bridge.page();
      page.connected("q", "mute", Json.REQ);
      page.connected("p", "page", Json.REP);
      page.send("q", "1234567").send("q", "123");
      asker.ask("", "x", "p");
      page.next();
      awaitMetric(management, "zwb_vs_requests_in_flight{endpoint=\"mute\"} 2.0");
      awaitMetric(management, "zwb_vs_asks_in_flight{endpoint=\"page\"} 1.0");
      awaitMetric(management, "zwb_vs_request_bytes 10.0");
      awaitMetric(management, "zwb_ws_connections_open 1.0");
      awaitMetric(management, "zwb_vs_sockets_open 2.0");
      awaitMetric(management, "zwb_gateways_open 2.0");
      awaitMetric(management, "zwb_zmq_loop_commands 0.0");
      page.cut();
      awaitMetric(management, "zwb_vs_requests_in_flight{endpoint=\"mute\"} 0.0");
      awaitMetric(management, "zwb_vs_asks_in_flight{endpoint=\"page\"} 0.0");
      awaitMetric(management, "zwb_vs_request_bytes 0.0");
      awaitMetric(management, "zwb_ws_connections_open 0.0");
      awaitMetric(management, "zwb_vs_sockets_open 0.0");
    }
  }

  @Test
  void whichServiceIsSlowIsTold() {
    try (RouterService service = new RouterService();
        PubService news = new PubService();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.management("127.0.0.1:0")
                        .endpoint("slow", SocketType.REQ, service.address())
                        .endpoint("news", SocketType.SUB, news.address()))) {
      URI management = management(bridge);
      RawPage page = bridge.page();
      page.connected("q", "slow", Json.REQ);
      page.connected("s", "news", Json.SUB);
      awaitMetric(management, "zwb_vs_service_present{endpoint=\"slow\"} 1.0");
      awaitMetric(management, "zwb_vs_subscribers{endpoint=\"news\"} 1.0");
      page.send("q", "x");
      service.reply(service.receive(), "y");
      page.next();
      awaitMetric(management, "zwb_vs_replies_total{endpoint=\"slow\"} 1.0");
      awaitMetric(management, "zwb_vs_request_duration_seconds_count{endpoint=\"slow\"} 1");
    }
  }

  @Test
  void metricsShowTheProcessAndTheLimits() {
    try (TestBridge bridge =
        TestBridge.start(
            b ->
                b.management("127.0.0.1:0")
                    .limits(
                        Limits.edge(
                            "maxQueuedBytesInAll", 5_000_000L, "maxIncomingBytesInAll", 4_000_000L))
                    .limits(Limits.sockets("maxRequestBytesInAll", 3_000_000L)))) {
      String metrics = get(management(bridge), "/metrics", 200);
      for (String part :
          new String[] {
            "\nzwb_ws_outgoing_limit_bytes 5000000.0\n",
            "\nzwb_ws_incoming_limit_bytes 4000000.0\n",
            "\nzwb_vs_request_limit_bytes 3000000.0\n",
            "\njvm_memory_used_bytes{",
            "\njvm_gc_",
            "\njvm_threads_live_threads ",
            "\nprocess_cpu_usage ",
            "\nprocess_files_open_files ",
            "\nprocess_uptime_seconds "
          }) {
        assertTrue(metrics.contains(part), () -> part + " in " + metrics);
      }
    }
  }

  @Test
  void anApplicationBindsTheBridgesMetersToItsOwnRegistry() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (TestBridge bridge = TestBridge.start(b -> b)) {
      bridge.bridge().metrics().bindTo(registry);
      RawPage page = bridge.page();
      bridge.awaitCount(Counter.CONNECTIONS_OPENED, 1); // after the page's 101
      assertEquals(1, registry.get("zwb.ws.connections.opened").functionCounter().count());
      assertEquals(1, registry.get("zwb.ws.connections.open").gauge().value());
      page.close();
    }
  }

  @Test
  void aSecretIsReadFromItsFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), SECRET + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    try (MainProcess main =
        MainProcess.start(
            "serve",
            "--set",
            "listen=127.0.0.1:0",
            "--set",
            "management={listen: \"0.0.0.0:0\", secretFile: " + file + "}")) {
      URI said = main.management();
      assertEquals("127.0.0.1", said.getHost()); // where it can be tried from here
      URI management = URI.create("http://127.0.0.1:" + said.getPort());
      assertEquals("ready\n", get(management, "/readyz", 200));
      assertEquals("alive\n", get(management, "/livez", 200));
      get(management, "/metrics", 401);
      get(management, "/metrics", 401, SECRET.substring(1));
      assertTrue(
          get(management, "/metrics", 200, SECRET).contains("zwb_management_refused_total 2"));
      main.terminate();
      assertFalse(main.output().contains(SECRET));
    }
  }

  @Test
  void gaugesOfWhatIsNotConfiguredAreZero() {
    try (TestBridge bridge = TestBridge.start(b -> b.management("127.0.0.1:0"))) {
      String metrics = get(management(bridge), "/metrics", 200);
      assertTrue(metrics.contains("\nzwb_grip_sockets 0.0\n"), metrics);
      assertTrue(metrics.contains("\nzwb_mongrel2_waiting 0.0\n"), metrics);
      assertFalse(
          metrics.lines().anyMatch(line -> line.matches("zwb_\\w+(\\{.*\\})? NaN")), metrics);
    }
  }

  @Test
  void withoutItsLibraryMetricsSayWhatIsMissing() {
    try (MainProcess main =
        MainProcess.startWithout(
            "micrometer-registry-prometheus",
            "serve",
            "--set",
            "listen=127.0.0.1:0",
            "--set",
            "management=127.0.0.1:0")) {
      URI management = main.management();
      assertTrue(get(management, "/metrics", 501).contains("micrometer-registry-prometheus"));
      assertEquals("ready\n", get(management, "/readyz", 200));
    }
  }
}
