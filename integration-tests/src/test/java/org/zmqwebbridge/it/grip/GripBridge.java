package org.zmqwebbridge.it.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.grip.GripConfig;
import org.zmqwebbridge.grip.GripLimits;
import org.zmqwebbridge.grip.GripRoute;
import org.zmqwebbridge.grip.HoldSettings;
import org.zmqwebbridge.grip.RouteLine;
import org.zmqwebbridge.grip.RouteTable;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.kit.Await;

/** A bridge that is a reverse proxy by GRIP, and its publisher. */
final class GripBridge implements AutoCloseable {
  private static final String CONTROL = "control";

  private final TestBridge bridge;
  private final HttpClient client = HttpClient.newHttpClient();

  private GripBridge(TestBridge bridge) {
    this.bridge = bridge;
  }

  /** One with these routes, and nothing else. */
  static GripBridge start(String... routes) {
    return start(config -> config, settings -> settings, routes);
  }

  static GripBridge start(
      UnaryOperator<GripConfig> grip, UnaryOperator<BridgeBuilder> settings, String... routes) {
    List<GripRoute> read =
        Arrays.stream(routes).flatMap(line -> RouteLine.read(line).stream()).toList();
    GripConfig config = GripConfig.of(new RouteTable(read)).answeringAll();
    return new GripBridge(
        TestBridge.start(
            builder ->
                settings.apply(
                    builder
                        .serves(Set.of(Served.HTTP))
                        .listener(CONTROL, "127.0.0.1:0", false, Set.of(Served.GRIP_CONTROL))
                        .grip(grip.apply(config)))));
  }

  /** One with this route, which waits little before it asks an origin again. */
  static GripBridge soon(String route) {
    HoldSettings standard = HoldSettings.DEFAULTS;
    HoldSettings soon =
        new HoldSettings(
            standard.maxSocketEventBytes(),
            standard.maxOriginRetries(),
            20,
            5,
            standard.lingerMillis(),
            standard.maxLingering(),
            false,
            standard.allowedLinkHosts());
    GripLimits limits = GripLimits.DEFAULTS;
    GripLimits changed =
        new GripLimits(
            limits.maxRequestBytes(),
            limits.maxResponseBytes(),
            limits.maxSocketResponseBytes(),
            limits.maxSubscriptions(),
            limits.maxPublishBytes(),
            limits.minHoldSeconds(),
            soon);
    return start(config -> config.with(changed), settings -> settings, route);
  }

  /** Somebody hears so many channels, and all that is published in them from now on. */
  void awaitChannels(int count) {
    awaitChannels(bridge, count);
  }

  static void awaitChannels(TestBridge bridge, int count) {
    Await.await(
        count + " channels",
        () ->
            bridge.gauge("zwb.grip.channels") == count
                && bridge.gauge("zwb.channels.subscribers") == count);
  }

  TestBridge bridge() {
    return bridge;
  }

  int port() {
    return bridge.port();
  }

  RawPage socket(String target) {
    return RawPage.open(bridge.upgrade().target(target));
  }

  /** Publishes items, which are JSON but for their outer braces. */
  void publish(String... items) {
    String body = "{\"items\":[{" + String.join("},{", items) + "}]}";
    URI uri = URI.create("http://127.0.0.1:" + bridge.bridge().port(CONTROL) + "/publish/");
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(200, answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    bridge.close();
  }
}
