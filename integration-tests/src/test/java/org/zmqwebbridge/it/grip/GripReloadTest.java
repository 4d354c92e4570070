package org.zmqwebbridge.it.grip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.ReloadReport;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.grip.GripConfig;
import org.zmqwebbridge.grip.RouteLine;
import org.zmqwebbridge.grip.RouteTable;
import org.zmqwebbridge.kit.Await;

/** Other routes while requests are held. */
final class GripReloadTest {
  private static final String CONTROL = "grip-control";

  private static BridgeBuilder with(String route) {
    return Bridge.builder()
        .listen("127.0.0.1:0")
        .drainMillis(0)
        .serves(Set.of(Served.HTTP))
        .listener(CONTROL, "127.0.0.1:0", false, Set.of(Served.GRIP_CONTROL))
        .grip(
            GripConfig.of(new RouteTable(List.of(RouteLine.read(route).orElseThrow())))
                .answeringAll());
  }

  private static HttpURLConnection open(int port, String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
    connection.setReadTimeout(Await.DEADLINE_MILLIS);
    return connection;
  }

  private static BufferedReader lines(HttpURLConnection connection) throws IOException {
    return new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
  }

  @Test
  void newRequestsGoByNewRoutesAndHeldOnesStay() throws IOException {
    try (Bridge bridge = with("* test").build().start();
        BufferedReader held = lines(open(bridge.port(), "/stream"))) {
      assertEquals("[stream opened]", held.readLine());
      assertEquals(200, open(bridge.port(), "/").getResponseCode());
      ReloadReport report = bridge.reload(with("*,path_beg=/other test"));
      assertTrue(report.changed().contains("grip.routes"), report.toString());
      assertEquals(List.of(), report.restart());
      assertEquals(502, open(bridge.port(), "/").getResponseCode());
      HttpURLConnection publish = open(bridge.port(CONTROL), "/publish/");
      publish.setDoOutput(true);
      publish
          .getOutputStream()
          .write(
              "{\"items\":[{\"channel\":\"test\",\"http-stream\":{\"content\":\"still here\\n\"}}]}"
                  .getBytes(UTF_8));
      assertEquals(200, publish.getResponseCode());
      assertEquals("still here", held.readLine());
    }
  }
}
