package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.kit.Await;

/**
 * An open stream of server-sent events, or of lines, and the id that its client would come back
 * with.
 *
 * <p>Owner thread: the test's.
 */
final class EventReader implements AutoCloseable {
  static final List<String> END = List.of("(end)");

  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;
  private String lastId = "";

  /** Opens one, with headers as names and values in turn. */
  EventReader(TestBridge bridge, String target, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bridge.port() + target))
            .timeout(Duration.ofMillis(Await.DEADLINE_MILLIS));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      response =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .build()
              .send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    assertEquals(200, response.statusCode());
    assertEquals("no", HttpDoor.header(response, "X-Accel-Buffering"));
    assertEquals("no-store", HttpDoor.header(response, "Cache-Control"));
    lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
  }

  String mediaType() {
    return HttpDoor.header(response, "Content-Type");
  }

  /** The next line; {@code null} at the end. */
  String line() {
    try {
      return lines.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next event's lines, without its id, which is kept, and without comments. */
  List<String> next() {
    List<String> event = new ArrayList<>();
    for (String line = line(); line != null; line = line()) {
      if (line.isEmpty() && !event.isEmpty()) {
        return event;
      }
      if (line.startsWith("id: ")) {
        lastId = line.substring("id: ".length());
      } else if (!line.isEmpty() && !line.startsWith(":")) {
        event.add(line);
      }
    }
    return END;
  }

  /** The next event is this. */
  EventReader expect(String... event) {
    assertEquals(List.of(event), next());
    return this;
  }

  /** The next event is the first of a stream. */
  EventReader open() {
    return expect("retry: 3000", "event: zwb.open", "data: {\"heartbeatMillis\":15000}");
  }

  /** What it would come back with; empty: nothing. */
  String lastId() {
    return lastId;
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
