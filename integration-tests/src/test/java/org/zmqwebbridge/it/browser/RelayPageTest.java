package org.zmqwebbridge.it.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmqwebbridge.channel.MemoryStore;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.it.fault.FaultProxy;
import org.zmqwebbridge.relay.LocationPath;
import org.zmqwebbridge.relay.LocationSpec;
import org.zmqwebbridge.relay.LocationSpec.Kind;
import org.zmqwebbridge.relay.RelayConfig;
import org.zmqwebbridge.relay.SeveralSpec;

/** Chromium's own EventSource, WebSocket and fetch, at the locations of a push relay. */
final class RelayPageTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final String LISTEN =
      """
      const [url] = arguments;
      window.heard = [];
      window.ids = [];
      window.opened = 0;
      window.source = new EventSource(url);
      source.onopen = () => { opened++; };
      source.onmessage = (event) => { heard.push(event.data); ids.push(event.lastEventId); };
      source.addEventListener('price', (event) => heard.push('price ' + event.data));
      """;

  private static TestBridge start() {
    SeveralSpec several = new SeveralSpec(",", "", 255);
    RelayConfig relay =
        new RelayConfig(
            List.of(
                LocationSpec.of(Kind.PUBLISHER, LocationPath.prefix("/pub/")).with(several),
                LocationSpec.of(Kind.SUBSCRIBER, LocationPath.prefix("/sub/")).with(several),
                LocationSpec.of(Kind.PUBSUB, LocationPath.prefix("/both/"))),
            Map.of(
                RelayConfig.DEFAULT_STORE,
                () -> new MemoryStore(InstantSource.system(), 1_000, 1 << 20, 0)));
    return TestBridge.start(builder -> builder.relay(relay).pages("browser"));
  }

  private static void publish(TestBridge bridge, String channel, String text, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bridge.port() + "/pub/" + channel))
            .POST(BodyPublishers.ofString(text, UTF_8));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      int status =
          HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding()).statusCode();
      assertEquals(2, status / 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anEventSourceGoesOnWhereItWasAfterAProxyHasCutIt() {
    chromium.tolerateErrors("ERR_"); // what is cut is seen
    try (TestBridge bridge = start();
        FaultProxy proxy = FaultProxy.before(bridge.port(), 1);
        Page page = chromium.open("http://127.0.0.1:" + proxy.port() + "/blank.html")) {
      page.run(LISTEN, "/sub/a,b");
      page.await("opened === 1");
      publish(bridge, "a", "1");
      page.await("heard.length === 1");
      proxy.cut();
      page.await("source.readyState === EventSource.CONNECTING");
      publish(bridge, "b", "two\nlines");
      publish(bridge, "a", "3", "X-EventSource-Event", "price");
      page.await("heard.length === 3");
      Object heard = page.run("return heard.slice().sort()");
      assertEquals(List.of("1", "price 3", "two\nlines"), heard);
      page.run("source.close()");
    }
  }

  @Test
  void aWebSocketHearsAndPublishes() {
    try (TestBridge bridge = start();
        Page page = chromium.open(bridge, "blank.html")) {
      page.run(
          """
          window.plain = [];
          window.meta = [];
          window.opened = 0;
          window.ended = '';
          const base = `ws://${location.host}`;
          window.one = new WebSocket(`${base}/sub/a`);
          window.two = new WebSocket(`${base}/both/a`, 'ws+meta.nchan');
          one.onopen = two.onopen = () => { opened++; };
          one.onmessage = (event) => plain.push(event.data);
          two.onmessage = (event) => meta.push(event.data.replace(/^id: [0-9]+/, 'id: T'));
          one.onclose = (event) => { ended = event.code + ' ' + event.reason; };
          """);
      page.await("opened === 2");
      publish(bridge, "a", "hello", "Content-Type", "text/plain");
      page.await("plain.length === 1 && meta.length === 1");
      page.run("two.send('from the page')");
      page.await("plain.length === 2 && meta.length === 2");
      assertEquals(List.of("hello", "from the page"), page.run("return plain"));
      assertEquals(
          "id: T:0\ncontent-type: text/plain\n\nhello", page.run("return meta[0]").toString());
      page.promise("return fetch('/pub/a', { method: 'DELETE' }).then((answer) => answer.status)");
      page.await("ended === '1001 410 Gone'");
    }
  }

  @Test
  void aPagePolls() {
    try (TestBridge bridge = start();
        Page page = chromium.open(bridge, "blank.html")) {
      page.run(
          """
          window.heard = [];
          (async () => {
            const headers = {};
            while (heard.length < 3) {
              const answer = await fetch('/sub/a', { headers });
              headers['If-Modified-Since'] = answer.headers.get('Last-Modified');
              headers['If-None-Match'] = answer.headers.get('Etag');
              heard.push(await answer.text());
            }
          })();
          """);
      publish(bridge, "a", "1");
      page.await("heard.length === 1");
      publish(bridge, "a", "2");
      publish(bridge, "a", "3");
      page.await("heard.length === 3");
      assertEquals(List.of("1", "2", "3"), page.run("return heard"));
    }
  }
}
