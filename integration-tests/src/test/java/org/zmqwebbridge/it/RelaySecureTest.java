package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.channel.ChannelStore;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.relay.LocationSpec;
import org.zmqwebbridge.relay.PresenceSpec;
import org.zmqwebbridge.relay.RelayConfig;
import org.zmqwebbridge.relay.StreamSpec;
import org.zmqwebbridge.relay.SubscriberKind;

/** Streams, polls and presence of the push relay through TLS, by HTTP/1.1 and HTTP/2. */
final class RelaySecureTest {
  private static final String T = Long.toString(RelayClock.SECOND);
  private static final String DATE = "Mon, 30 Nov 2026 12:13:24 GMT";
  private static final String ONE = "http1.1";
  private static final String TWO = "http2";

  private static TestBridge start() {
    PresenceSpec presence = new PresenceSpec(true, true, true, Optional.empty());
    StreamSpec raw = StreamSpec.DEFAULTS.withKinds(EnumSet.of(SubscriberKind.RAW));
    List<LocationSpec> locations =
        List.of(
            RelayBridge.publisher("/pub/"),
            RelayBridge.subscriber("/sub/").with(presence),
            RelayBridge.subscriber("/raw/").with(raw));
    Supplier<ChannelStore> store = new RelayClock();
    RelayConfig relay = new RelayConfig(locations, Map.of(RelayConfig.DEFAULT_STORE, store));
    return TestBridge.start(Wire.TLS, builder -> builder.relay(relay));
  }

  private static String[] with(String version, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--" + version));
    all.addAll(List.of(arguments));
    return all.toArray(String[]::new);
  }

  private static String number(String version) {
    return version.substring("http".length());
  }

  private static void post(String version, String base, String text, int status) {
    String[] request =
        with(
            version,
            "-o",
            "/dev/null",
            "-H",
            "Content-Type: text/plain",
            "-d",
            text,
            base + "/pub/a");
    assertEquals(" " + number(version) + " " + status, Curl.run(request));
  }

  private static String base(TestBridge bridge) {
    return "https://127.0.0.1:" + bridge.port();
  }

  private static void awaitAlone(TestBridge bridge) {
    Await.await("its end to be noticed", () -> bridge.gauge("zwb.channels.subscribers") == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {ONE, TWO})
  void eventsComeAndGoOnFromTheLastId(String version) {
    try (TestBridge bridge = start()) {
      String base = base(bridge);
      post(version, base, "first", 202);
      String[] ask = with(version, "-i", "-H", "Accept: text/event-stream", base + "/sub/a");
      try (Curl events = Curl.start(ask)) {
        assertEquals("HTTP/" + number(version), events.line("HTTP/").split(" ", -1)[0]);
        assertEquals("id: " + T + ":0", events.line("id: "));
        assertEquals("data: first", events.line("data: "));
        post(version, base, "live", 201);
        assertEquals("id: " + T + ":1", events.line("id: "));
        assertEquals("data: live", events.line("data: "));
      }
      awaitAlone(bridge);
      String[] again =
          with(
              version,
              "-H",
              "Accept: text/event-stream",
              "-H",
              "Last-Event-ID: " + T + ":0",
              base + "/sub/a");
      try (Curl events = Curl.start(again)) {
        assertEquals("data: live", events.line("data: "));
      }
      awaitAlone(bridge);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ONE, TWO})
  void aRawStreamAndPartsCome(String version) {
    try (TestBridge bridge = start()) {
      String base = base(bridge);
      post(version, base, "first", 202);
      try (Curl raw = Curl.start(with(version, base + "/raw/a"));
          Curl parts =
              Curl.start(with(version, "-H", "Accept: multipart/mixed", base + "/sub/a"))) {
        assertEquals("first", raw.line("first"));
        assertEquals("first", parts.line("first"));
        post(version, base, "live", 201);
        assertEquals("live", raw.line("live"));
        assertEquals("live", parts.line("live"));
      }
      awaitAlone(bridge);
    }
  }

  @Test
  void chunksCome() {
    try (TestBridge bridge = start()) {
      String base = base(bridge);
      post(ONE, base, "first\n", 202);
      try (Curl chunks = Curl.start(with(ONE, "-H", "TE: chunked", base + "/sub/a"))) {
        assertEquals("first", chunks.line("first"));
        post(ONE, base, "live\n", 201);
        assertEquals("live", chunks.line("live"));
      }
      awaitAlone(bridge);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ONE, TWO})
  void aPollWaitsAndIsAnswered(String version) {
    try (TestBridge bridge = start()) {
      String base = base(bridge);
      try (Curl poll = Curl.start(with(version, "-i", base + "/sub/a"))) {
        Await.await("it to wait", () -> bridge.gauge("zwb.channels.subscribers") == 1);
        post(version, base, "live", 201);
        assertEquals(
            "HTTP/" + number(version) + " 200", poll.line("HTTP/").replace(" OK", "").strip());
        assertEquals("live", poll.line("live"));
      }
      String place = "If-Modified-Since: " + DATE;
      String[] next = with(version, "-i", "-H", place, "-H", "If-None-Match: 0", base + "/sub/a");
      try (Curl poll = Curl.start(next)) {
        assertNotNull(poll);
        Await.await("it to wait", () -> bridge.gauge("zwb.channels.subscribers") == 1);
      } // it leaves
      awaitAlone(bridge);
      post(version, base, "nobody", 202);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ONE, TWO})
  void aWebSocketIsHeardOfByWhoAsksWhoIsThere(String version) {
    try (TestBridge bridge = start()) {
      String base = base(bridge);
      String[] watch = with(version, "-H", "Accept: text/event-stream", base + "/sub/a");
      try (Curl events = Curl.start(watch)) {
        events.line(": hi");
        try (RawPage page =
            RawPage.open(
                bridge
                    .upgrade()
                    .with("Sec-WebSocket-Protocol: ws+meta.nchan")
                    .target("/sub/a?member=hugo"))) {
          assertEquals("data: {\"channel\":\"a\",\"member\":\"hugo\"}", events.line("data: "));
          assertEquals(
              "{\"a\":{\"hugo\":1}} " + number(version) + " 200",
              Curl.run(with(version, base + "/sub/a?presence")));
          assertEquals("member: joined hugo\nchannel: a\n\n", page.nextText());
          post(version, base, "live", 201);
          assertEquals("id: " + T + ":0\ncontent-type: text/plain\n\nlive", page.nextText());
          page.cut();
        }
        assertEquals("event: zwb.leave", events.line("event: zwb.leave"));
      }
      awaitAlone(bridge);
    }
  }
}
