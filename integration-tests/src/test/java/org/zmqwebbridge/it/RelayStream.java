package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.zmqwebbridge.kit.Await;

/**
 * An answer of a push relay that goes on, read byte by byte.
 *
 * <p>Owner thread: the test's.
 */
final class RelayStream implements AutoCloseable {
  private final HttpResponse<InputStream> response;
  private InputStream body;

  /** Opens one, with headers as names and values in turn. */
  RelayStream(TestBridge bridge, String target, String... headers) {
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
    body = response.body();
    assertEquals(200, response.statusCode());
    assertEquals("no", header("X-Accel-Buffering"));
    assertEquals("no-store", header("Cache-Control"));
  }

  /** Server-sent events, at their beginning. */
  static RelayStream events(TestBridge bridge, String target, String... more) {
    String[] headers = new String[more.length + 2];
    headers[0] = "Accept";
    headers[1] = "text/event-stream";
    System.arraycopy(more, 0, headers, 2, more.length);
    RelayStream stream = new RelayStream(bridge, target, headers);
    assertEquals("text/event-stream; charset=utf-8", stream.header("Content-Type"));
    return stream.expect(": hi\n\n");
  }

  /** The same, whose body is compressed; begins to read it. */
  RelayStream unzipped() {
    assertEquals("gzip", header("Content-Encoding"));
    try {
      body = new GZIPInputStream(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** What comes next is this. */
  RelayStream expect(String text) {
    assertEquals(text, next(text.length()));
    return this;
  }

  private String next(int bytes) {
    try {
      return new String(body.readNBytes(bytes), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing comes any more. */
  void expectEnd() {
    assertEquals("", next(1));
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
