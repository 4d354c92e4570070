package org.zmqwebbridge.it.grip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.grip.GripConfig;
import org.zmqwebbridge.grip.RouteLine;
import org.zmqwebbridge.grip.RouteOptions;
import org.zmqwebbridge.grip.RouteTable;
import org.zmqwebbridge.grip.Signatures;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** Two proxies in a row: the one in front holds, and the one behind passes on. */
final class ChainTest {
  private static final String CONTROL = "grip-control";

  private static TestBridge proxy(String route, Optional<String> signs, Optional<String> trusts) {
    Signatures signatures =
        new Signatures(signs.map(key -> new RouteOptions.Signature("front", key)), trusts);
    RouteTable routes = new RouteTable(List.of(RouteLine.read(route).orElseThrow()));
    return TestBridge.start(
        builder ->
            builder
                .serves(Set.of(Served.HTTP))
                .listener(CONTROL, "127.0.0.1:0", false, Set.of(Served.GRIP_CONTROL))
                .grip(GripConfig.of(routes).answeringAll().with(signatures)));
  }

  private static TestBridge before(TestBridge behind, String key) {
    return proxy("* 127.0.0.1:" + behind.port(), Optional.of(key), Optional.empty());
  }

  private static HttpURLConnection open(int port, String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
    connection.setReadTimeout(Await.DEADLINE_MILLIS);
    return connection;
  }

  private static void publish(TestBridge bridge, String text) throws IOException {
    HttpURLConnection connection = open(bridge.bridge().port(CONTROL), "/publish/");
    connection.setDoOutput(true);
    connection
        .getOutputStream()
        .write(
            ("{\"items\":[{\"channel\":\"test\",\"http-stream\":{\"content\":\""
                    + text
                    + "\\n\"}}]}")
                .getBytes(UTF_8));
    assertEquals(200, connection.getResponseCode());
  }

  @Test
  void theFirstHoldsWhatTheSecondTrustsItWith() throws IOException {
    try (TestBridge behind = proxy("* test", Optional.empty(), Optional.of("shared"));
        TestBridge front = before(behind, "shared");
        BufferedReader stream = lines(open(front.port(), "/stream"))) {
      assertEquals("[stream opened]", stream.readLine());
      assertEquals(0, behind.gauge("zwb.grip.channels"));
      assertEquals(1, front.gauge("zwb.grip.channels"));
      publish(front, "news");
      assertEquals("news", stream.readLine());
    }
  }

  @Test
  void theSecondHoldsForWhomItDoesNotTrust() throws IOException {
    try (TestBridge behind = proxy("* test", Optional.empty(), Optional.of("shared"));
        TestBridge front = before(behind, "another");
        BufferedReader stream = lines(open(front.port(), "/stream"))) {
      assertEquals("[stream opened]", stream.readLine());
      assertEquals(1, behind.gauge("zwb.grip.channels"));
      assertEquals(0, front.gauge("zwb.grip.channels"));
      publish(behind, "news");
      assertEquals("news", stream.readLine());
      assertEquals(0, front.count(Counter.GRIP_ORIGIN_FAILED));
    }
  }

  private static BufferedReader lines(HttpURLConnection connection) throws IOException {
    return new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
  }
}
