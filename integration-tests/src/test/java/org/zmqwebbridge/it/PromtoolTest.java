package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.auth.SocketType;

/** Prometheus's own tool has nothing to say against {@code /metrics}. */
final class PromtoolTest {

  @Test
  void promtoolFindsNothing(@TempDir Path folder) throws IOException, InterruptedException {
    Path metrics = folder.resolve("metrics");
    try (RouterService service = new RouterService();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.management("127.0.0.1:0")
                        .endpoint("echo", SocketType.REQ, service.address()))) {
      RawPage page = bridge.page();
      page.connected("q", "echo", Json.REQ);
      page.send("q", "x");
      service.reply(service.receive(), "y");
      page.next();
      URI uri = URI.create(bridge.bridge().managementUri()).resolve("/metrics");
      try (InputStream body = uri.toURL().openStream()) {
        Files.write(metrics, body.readAllBytes());
      }
    }
    assertTrue(
        Files.readString(metrics).contains("_bucket{endpoint=\"echo\""), "a histogram is in");
    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics")
            .redirectInput(metrics.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), UTF_8);
    assertEquals("", said);
    assertEquals(0, promtool.waitFor());
  }
}
