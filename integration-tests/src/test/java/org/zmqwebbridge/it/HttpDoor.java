package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A client of a bridge's plain doors, as any program may be. */
final class HttpDoor {
  static final String PARTS = "application/vnd.zmq.parts+json";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final TestBridge bridge;

  HttpDoor(TestBridge bridge) {
    this.bridge = bridge;
  }

  String uri(String path) {
    return "http://127.0.0.1:" + bridge.port() + path;
  }

  private HttpRequest request(String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(uri(path)))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Posts, and waits for the answer. */
  HttpResponse<byte[]> post(String path, byte[] body, String... headers) {
    return send(request(path, body, headers));
  }

  HttpResponse<byte[]> post(String path, String body, String... headers) {
    return post(path, body.getBytes(UTF_8), headers);
  }

  private HttpRequest.Builder to(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri(path)));
    return headers.length > 0 ? request.headers(headers) : request;
  }

  HttpResponse<byte[]> get(String path, String... headers) {
    return send(to(path, headers).build());
  }

  HttpResponse<byte[]> head(String path, String... headers) {
    return send(to(path, headers).method("HEAD", HttpRequest.BodyPublishers.noBody()).build());
  }

  HttpResponse<byte[]> delete(String path, String... headers) {
    return send(to(path, headers).DELETE().build());
  }

  /** Gets; the answer comes later. Cancelling it ends the connection. */
  CompletableFuture<HttpResponse<byte[]>> beginGet(String path, String... headers) {
    return client.sendAsync(to(path, headers).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Posts; the answer comes later. Cancelling it ends the connection. */
  CompletableFuture<HttpResponse<byte[]>> begin(String path, String body, String... headers) {
    return client.sendAsync(
        request(path, body.getBytes(UTF_8), headers), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Parts as a door takes and gives them. */
  static String parts(String... parts) {
    return Stream.of(parts)
        .map(part -> '"' + Base64.getEncoder().encodeToString(part.getBytes(UTF_8)) + '"')
        .collect(Collectors.joining(",", "[", "]"));
  }

  static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  static void expect(int status, String body, HttpResponse<byte[]> response) {
    assertEquals(body, new String(response.body(), UTF_8));
    assertEquals(status, response.statusCode());
  }

  static void expect(int status, HttpResponse<byte[]> response) {
    assertEquals(status, response.statusCode(), () -> new String(response.body(), UTF_8));
  }

  /** What a refusal says, without what differs between any two. */
  static List<String> told(HttpResponse<byte[]> response) {
    return List.of(
        Integer.toString(response.statusCode()),
        new String(response.body(), UTF_8),
        response.headers().map().keySet().toString());
  }
}
