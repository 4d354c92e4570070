package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmqwebbridge.it.PubService;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.it.fault.FaultProxy;
import org.zmqwebbridge.observe.Counter;

/** Chromium's own EventSource, and its fetch, at the doors of a bridge. */
final class EventSourceTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final String OPEN =
      """
      const [url] = arguments;
      window.heard = [];
      window.ids = [];
      window.opened = 0;
      window.gaps = [];
      window.source = new EventSource(url);
      source.onmessage = (event) => { heard.push(event.data); ids.push(event.lastEventId); };
      source.addEventListener('zwb.open', () => { opened++; });
      source.addEventListener('zwb.gap', (event) => gaps.push(event.data));
      """;

  private static TestBridge with(PubService news) {
    return TestBridge.configured(
        "endpoints.news={type: SUB, address: \"" + news.address() + "\", replay: true}",
        "pages=src/test/resources/browser");
  }

  @Test
  void itComesBackToItsPlaceAfterAProxyHasCutIt() {
    chromium.tolerateErrors("ERR_"); // what is cut is seen
    try (PubService news = new PubService();
        TestBridge bridge = with(news);
        FaultProxy proxy = FaultProxy.before(bridge.port(), 1);
        Page page = chromium.open("http://127.0.0.1:" + proxy.port() + "/blank.html")) {
      page.run(OPEN, "/sub/news");
      page.await("opened === 1");
      news.awaitSubscription().publish("1");
      page.await("heard.length === 1");
      proxy.cut();
      page.await("source.readyState === EventSource.CONNECTING");
      news.publish("two\nlines");
      news.publish("3");
      page.await("opened === 2 && heard.length === 3");
      assertEquals(List.of("1", "two\nlines", "3"), page.run("return heard"));
      assertEquals(List.of(), page.run("return gaps"));
      assertEquals(3L, page.run("return new Set(ids).size"));
      assertEquals(1, bridge.count(Counter.DOORS_RESUMED));
      page.run("source.close()");
    }
  }

  @Test
  void anotherOneGoesOnFromTheIdInItsAddress() {
    try (PubService news = new PubService();
        TestBridge bridge = with(news);
        Page page = chromium.open(bridge, "blank.html")) {
      page.run(OPEN, "/sub/news");
      page.await("opened === 1");
      news.awaitSubscription();
      news.publish("1");
      news.publish("2");
      page.await("heard.length === 2");
      page.run("source.close()");
      String first = (String) page.run("return ids[0]");
      page.run(OPEN, "/sub/news?lastEventId=" + first);
      page.await("heard.length === 1");
      assertEquals(List.of("2"), page.run("return heard"));
      page.run("source.close()");
      page.run(OPEN, "/sub/news?lastEventId=made-up");
      page.await("gaps.length === 1 && heard.length === 2");
      assertEquals(List.of("{\"from\":1}"), page.run("return gaps"));
      page.run("source.close()");
    }
  }

  @Test
  void aPageMayPoll() {
    try (PubService news = new PubService();
        TestBridge bridge = with(news);
        Page page = chromium.open(bridge, "blank.html")) {
      page.run(
          """
          window.heard = [];
          (async () => {
            let place;
            while (heard.length < 3) {
              const headers = place ? { 'If-None-Match': place } : {};
              const answer = await fetch('/sub/news?wait=20', { headers });
              place = answer.headers.get('ETag');
              if (answer.status === 200) heard.push(...await answer.json());
            }
          })();
          """);
      news.awaitSubscription();
      news.publish("1");
      page.await("heard.length === 1");
      news.publish("2");
      news.publish("3");
      page.await("heard.length === 3");
      assertEquals(List.of("1", "2", "3"), page.run("return heard.map((item) => item.message)"));
    }
  }
}
