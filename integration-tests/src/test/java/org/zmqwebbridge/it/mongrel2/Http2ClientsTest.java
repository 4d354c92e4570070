package org.zmqwebbridge.it.mongrel2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.it.Curl;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Http2Client;
import org.zmqwebbridge.observe.Counter;

/** Clients of HTTP/2 that people have, at handlers of Mongrel2: curl, Java's, and h2load. */
class Http2ClientsTest {
  private static final int ENHANCE_YOUR_CALM = 11;
  private static final int FLOOD = 400;
  private static final String OK = ConfServer.OK;

  private final SecureServer server = new SecureServer();

  @AfterEach
  void close() {
    Await.await("nobody is left", () -> server.connections() == 0);
    server.close();
  }

  private String url(String path) {
    return "https://127.0.0.1:" + server.server().port() + path;
  }

  private static <T> T within(CompletableFuture<T> soon) {
    return soon.orTimeout(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS).join();
  }

  @Test
  void curlIsAnsweredByAHandler() {
    server.start("", "");
    CompletableFuture<String> said =
        CompletableFuture.supplyAsync(() -> Curl.run("--http2", "-d", "hello", url("/h")));
    Heard heard = server.hear();
    assertEquals("hello", heard.body());
    server.reply(heard, OK);
    assertEquals("ok 2 200", within(said));
    CompletableFuture<String> old =
        CompletableFuture.supplyAsync(() -> Curl.run("--http1.1", url("/h")));
    heard = server.hear();
    assertEquals("HTTP/1.1", heard.header("VERSION"));
    server.reply(heard, OK);
    assertEquals("ok 1.1 200", within(old));
    assertTrue(server.hear().isGone()); // that was a connection, and has ended
    CompletableFuture<String> none =
        CompletableFuture.supplyAsync(() -> Curl.run("--no-alpn", url("/h")));
    server.reply(server.hear(), OK);
    assertEquals("ok 1.1 200", within(none));
    assertTrue(server.hear().isGone());
  }

  @Test
  void javasOwnClientIsAnsweredByAHandler() {
    server.start("", "");
    HttpClient client = HttpClient.newBuilder().sslContext(SecureServer.trusting()).build();
    URI at = URI.create("https://localhost:" + server.server().port() + "/h");
    for (int i = 0; i < 3; i++) {
      CompletableFuture<HttpResponse<String>> said =
          client.sendAsync(
              HttpRequest.newBuilder(at)
                  .POST(HttpRequest.BodyPublishers.ofString("number " + i))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      Heard heard = server.hear();
      assertEquals("number " + i, heard.body());
      server.reply(
          heard, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n");
      assertEquals(HttpClient.Version.HTTP_2, within(said).version());
      assertEquals("ok", within(said).body());
    }
  }

  /** What h2load says of so many requests on four connections, fifty at a time on each. */
  private CompletableFuture<String> load(int requests, String path) {
    try {
      Process process =
          new ProcessBuilder(
                  "h2load",
                  "-n",
                  Integer.toString(requests),
                  "-c",
                  "4",
                  "-m",
                  "50",
                  "-t",
                  "1",
                  url(path))
              .redirectErrorStream(true)
              .start();
      return CompletableFuture.supplyAsync(
          () -> {
            try {
              return new String(process.getInputStream().readAllBytes(), UTF_8);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void manyStreamsAtOnceAreAnsweredByAHandler() {
    int requests = 2_000;
    server.start("", "");
    CompletableFuture<String> said = load(requests, "/h");
    for (int i = 0; i < requests; i++) {
      server.reply(server.hear(), OK);
    }
    String all = within(said);
    assertTrue(all.contains(requests + " succeeded, 0 failed, 0 errored"), all);
    assertEquals(0, server.server().bridge().count(Counter.MONGREL2_DISCONNECTS));
  }

  @Test
  void manyFilesAreAnswered() {
    int requests = 2_000;
    server.server().file("static/a.bin", new byte[20_000]);
    server.start(", '/static/': files", "");
    String all = within(load(requests, "/static/a.bin"));
    assertTrue(all.contains(requests + " succeeded, 0 failed, 0 errored"), all);
  }

  @Test
  void rapidResetsEndTheConnectionAndNobodyElseNotices() {
    server.start("", "");
    Http2Client bad = server.client();
    int asked = 0;
    try {
      for (; asked < FLOOD; asked++) {
        bad.request(2 * asked + 1, true, "GET", "/h");
        bad.reset(2 * asked + 1);
      }
    } catch (UncheckedIOException ended) {
      // in the middle of it
    }
    Http2Client.Frame frame = bad.answer();
    while (frame.type() != Http2Client.GOAWAY && frame.type() >= 0) {
      frame = bad.answer();
    }
    assertTrue(frame.type() < 0 || frame.error() == ENHANCE_YOUR_CALM, frame.toString());
    bad.close();
    Await.await(
        "it is counted", () -> server.server().bridge().count(Counter.HTTP2_EVENTS_EXCEEDED) == 1);
    try (Http2Client good = server.client()) {
      good.request(1, true, "GET", "/h/good");
      Heard heard = server.hear();
      while (!heard.path().equals("/h/good")) { // what was asked before, and that it has gone
        heard = server.hear();
      }
      server.reply(heard, OK);
      assertEquals("200", good.head(1).get(":status"));
      assertEquals("ok", good.body(1, Integer.MAX_VALUE));
    }
  }
}
