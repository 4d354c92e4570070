package org.zmqwebbridge.it.grip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.grip.GripConfig;
import org.zmqwebbridge.grip.RouteLine;
import org.zmqwebbridge.grip.RouteTable;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/**
 * A bridge that publishers of GRIP talk to, with an origin after it.
 *
 * <p>Owner thread: the test's.
 */
final class PublishBridge implements AutoCloseable {
  private static final String CONTROL = "grip-control";

  private final PublishOrigin origin = new PublishOrigin();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final TestBridge bridge;

  PublishBridge(UnaryOperator<GripConfig> grip) {
    this(grip, settings -> settings);
  }

  PublishBridge(UnaryOperator<GripConfig> grip, UnaryOperator<BridgeBuilder> settings) {
    RouteTable routes =
        new RouteTable(List.of(RouteLine.read("* 127.0.0.1:" + origin.port()).orElseThrow()));
    bridge =
        TestBridge.start(
            builder ->
                settings.apply(
                    builder
                        .listener(CONTROL, "127.0.0.1:0", false, Set.of(Served.GRIP_CONTROL))
                        .grip(grip.apply(GripConfig.of(routes).answeringAll()))));
  }

  TestBridge bridge() {
    return bridge;
  }

  long count(Counter counter) {
    return bridge.count(counter);
  }

  // Clients

  /** One that hears a channel, and has had its first words. */
  PublishStream stream(String channel) {
    PublishStream stream =
        new PublishStream(bridge.port(), "/?body=hi&Grip-Hold=stream&Grip-Channel=" + channel);
    return stream.expect("hi");
  }

  /** One that waits at a channel, and would be answered with a body after a minute. */
  CompletableFuture<HttpResponse<String>> poll(String channel, String body) {
    String coded = URLEncoder.encode(body, UTF_8);
    String target = "/?body=" + coded + "&Grip-Hold=response&Grip-Channel=" + channel;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bridge.port() + target))
            .timeout(Duration.ofMillis(Await.DEADLINE_MILLIS))
            .build();
    return client.sendAsync(request, BodyHandlers.ofString());
  }

  // Publishers

  int controlPort() {
    return bridge.bridge().port(CONTROL);
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + controlPort() + path))
        .timeout(Duration.ofMillis(Await.DEADLINE_MILLIS));
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> ask(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request = to(path).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  HttpResponse<String> post(String path, String body, String... headers) {
    return ask("POST", path, BodyPublishers.ofString(body), headers);
  }

  /** Publishes items of JSON. */
  void publish(String... items) {
    HttpResponse<String> answer =
        post("/publish/", "{\"items\":[" + String.join(",", items) + "]}");
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals("Published\n", answer.body());
  }

  /** An item for streams, with more members, each after a comma. */
  static String item(String channel, String content, String... more) {
    return "{\"channel\":\""
        + channel
        + "\",\"formats\":{\"http-stream\":{\"content\":\""
        + content
        + "\"}}"
        + String.join("", more)
        + "}";
  }

  /** How many hear a channel, which are told nothing. */
  private int hearers(String channel) {
    String hint = "{\"channel\":\"" + channel + "\",\"ws-message\":{\"action\":\"refresh\"}}";
    String body =
        post("/publish?receipt=1", "{\"items\":[" + hint + "]}", "Accept", "application/json")
            .body();
    return Integer.parseInt(body.replaceAll("\\D+", ""));
  }

  PublishBridge awaitHearers(String channel, int number) {
    Await.await(number + " to hear " + channel, () -> hearers(channel) == number);
    return this;
  }

  @Override
  public void close() {
    bridge.close();
    origin.close();
  }
}
