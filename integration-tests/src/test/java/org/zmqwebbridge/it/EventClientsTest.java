package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.it.fault.FaultProxy;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Gauge;

/** Stock readers of server-sent events, as npm and Debian have them. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
final class EventClientsTest {
  private static final String[] TEXTS = {"plain", "two\nlines\n", "", " Grüße: \u2028", "id: 7"};

  private static TestBridge with(PubService news) {
    return TestBridge.configured(
        "endpoints.news={type: SUB, address: \"" + news.address() + "\", replay: true}");
  }

  private static PythonPeer client(String name, int port, String target) {
    return PythonPeer.startNode("events_of", name, "http://127.0.0.1:" + port + target);
  }

  /** The next message's id. */
  private static String expect(PythonPeer client, String data) {
    String[] message = new Gson().fromJson(client.line(), String[].class);
    assertEquals(data, message[0]);
    return message[1];
  }

  @ParameterizedTest
  @ValueSource(strings = {"eventsource", "parser", "fetch"})
  void theyHearWhatIsPublished(String name) {
    try (PubService news = new PubService();
        TestBridge bridge = with(news);
        PythonPeer client = client(name, bridge.port(), "/sub/news")) {
      client.expect("open");
      news.awaitSubscription();
      for (String text : TEXTS) {
        news.publish(text);
      }
      news.publish("of", "parts");
      for (String text : TEXTS) {
        assertTrue(expect(client, text).matches("[0-9a-f]+-[1-9]"), text);
      }
      assertTrue(expect(client, "[\"of\",\"parts\"]").endsWith("-6"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"eventsource", "fetch"})
  void theyComeBackByThemselvesAndMissNothing(String name) {
    try (PubService news = new PubService();
        TestBridge bridge = with(news);
        FaultProxy proxy = FaultProxy.before(bridge.port(), 1);
        PythonPeer client = client(name, proxy.port(), "/sub/news")) {
      client.expect("open");
      news.awaitSubscription().publish("1");
      expect(client, "1");
      proxy.cut();
      Await.await("it to be gone", () -> bridge.gauge("news", Gauge.SUBSCRIBERS) == 0);
      news.publish("2");
      news.publish("3");
      client.expect("open");
      expect(client, "2");
      expect(client, "3");
      news.publish("4");
      expect(client, "4");
      assertEquals(1, bridge.count(Counter.DOORS_RESUMED));
      assertEquals(0, bridge.count(Counter.REPLAY_GAPS));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"eventsource", "parser", "fetch"})
  void theyAreToldOfAGap(String name) {
    try (PubService news = new PubService();
        TestBridge bridge = with(news);
        PythonPeer client = client(name, bridge.port(), "/sub/news?lastEventId=of-before")) {
      client.expect("open");
      client.expect("gap {\"from\":1}");
      news.awaitSubscription().publish("1");
      expect(client, "1");
    }
  }

  @Test
  void anEventSourceStopsWhereItMayNotComeIn() {
    try (PubService news = new PubService();
        TestBridge bridge = with(news);
        PythonPeer client = client("eventsource", bridge.port(), "/sub/nothing")) {
      client.expect("stopped 404");
    }
  }

  @Test
  void curlReadsAStream() throws IOException {
    try (PubService news = new PubService();
        TestBridge bridge = with(news)) {
      Process curl =
          new ProcessBuilder(
                  "curl", "-sSN", "http://127.0.0.1:" + bridge.port() + "/sub/news?topic=eu%2F")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (BufferedReader lines = curl.inputReader(UTF_8)) {
        String line = lines.readLine();
        while (!line.isEmpty()) { // the first event
          line = lines.readLine();
        }
        news.awaitSubscription().publish("eu/ 1");
        assertTrue(lines.readLine().matches("id: [0-9a-f]+-1"));
        assertEquals("data: eu/ 1", lines.readLine());
      } finally {
        curl.destroy();
      }
    }
  }
}
