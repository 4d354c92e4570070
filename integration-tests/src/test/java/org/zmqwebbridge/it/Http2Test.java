package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Certificate;
import org.zmqwebbridge.observe.Counter;

/** HTTP/2 where TLS is, by the clients that people have: curl, and Node's own module. */
final class Http2Test {
  private static TestBridge tls(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("tls.certificate=" + Certificate.shared().pem());
    all.add("tls.key=" + Certificate.shared().key());
    return TestBridge.configured(all.toArray(String[]::new));
  }

  private static String endpoint(String name, String type, String address) {
    return "endpoints." + name + "={type: " + type + ", address: \"" + address + "\"}";
  }

  private static PythonPeer node(TestBridge bridge) {
    return PythonPeer.startNode("http2_client", Integer.toString(bridge.port()));
  }

  @ParameterizedTest
  @EnumSource
  void curlUsesEveryDoor(Wire wire) {
    try (BackEnd echo = BackEnd.echo();
        PubService news = new PubService();
        PythonPeer jobs = PythonPeer.start("socket_of", "PULL", "bind")) {
      String[] settings = {
        endpoint("echo", "REQ", echo.address()),
        endpoint("news", "SUB", news.address()),
        endpoint("jobs", "PUSH", jobs.address())
      };
      try (TestBridge bridge = wire == Wire.TLS ? tls(settings) : TestBridge.configured(settings)) {
        String base = (wire == Wire.TLS ? "https" : "http") + "://127.0.0.1:" + bridge.port();
        String version = wire == Wire.TLS ? "2" : "1.1";
        assertEquals(
            "hello " + version + " 200", Curl.run("--http2", "-d", "hello", base + "/req/echo"));
        assertEquals(" " + version + " 204", Curl.run("--http2", "-d", "job", base + "/push/jobs"));
        jobs.expectFrames("job");
        try (Curl stream = Curl.start("--http2", "-i", base + "/sub/news?topic=a")) {
          assertEquals("HTTP/" + version + " 200", stream.line("HTTP/").replace(" OK", "").trim());
          stream.line("event: zwb.open");
          news.awaitSubscription().publish("a1");
          stream.line("data: {"); // of the first event
          assertEquals("data: a1", stream.line("data: "));
        }
        Await.await("its end is noticed", () -> bridge.gauge("zwb.http.streams.open") == 0);
      }
    }
  }

  @Test
  void whereItIsTurnedOffNobodyGetsIt() {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = tls("tls.http2=false", endpoint("echo", "REQ", echo.address()))) {
      String url = "https://127.0.0.1:" + bridge.port() + "/req/echo";
      assertEquals("hello 1.1 200", Curl.run("--http2", "-d", "hello", url));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jetty-http2", "jetty-alpn"})
  void whereItsModulesAreNotThereTheRestWorks(String absent) {
    String[] settings =
        TestBridge.ephemeral(
            "tls.certificate=" + Certificate.shared().pem(),
            "tls.key=" + Certificate.shared().key());
    List<String> arguments = new ArrayList<>(List.of("serve"));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    try (MainProcess main = MainProcess.startWithout(absent, arguments.toArray(String[]::new))) {
      String uri = main.awaitLine("zwb: wss://");
      int port = URI.create(uri.substring(uri.indexOf("wss"))).getPort();
      assertEquals("ok\n 1.1 200", Curl.run("--http2", "https://127.0.0.1:" + port + "/"));
      assertEquals(101, Upgrade.to(Wire.TLS, port).status());
    }
  }

  @Test
  void whoLeavesAHeldRequestIsNoticedAndItsConnectionGoesOn() {
    try (RouterService slow = new RouterService();
        BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            tls(endpoint("slow", "REQ", slow.address()), endpoint("echo", "REQ", echo.address()));
        PythonPeer node = node(bridge)) {
      node.say("begin /req/slow x");
      slow.receive();
      node.say("reset").expect("ended reset 8");
      bridge.awaitCount(Counter.HELD_GONE, 1);
      node.say("post /req/echo still").expect("200 still");
      assertEquals(0, bridge.gauge("zwb.http.exchanges.open"));
    }
  }

  @Test
  void streamsAndRequestsShareAConnection() {
    try (PubService news = new PubService();
        BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            tls(endpoint("news", "SUB", news.address()), endpoint("echo", "REQ", echo.address()));
        PythonPeer node = node(bridge)) {
      node.say("stream /sub/news?topic=a");
      node.line(); // how often it beats
      news.awaitSubscription().publish("a1");
      node.expect("data: a1");
      node.say("post /req/echo hello").expect("200 hello");
      news.publish("a2");
      node.expect("data: a2");
    }
  }

  @Test
  void webSocketsAreStreams() {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge = tls(endpoint("echo", "REQ", echo.address()));
        PythonPeer node = node(bridge)) {
      for (String line : List.of("socket /data zwb.2", "socket /zws/echo ZWS2.0/NULL")) {
        node.say(line).expect("socket 200 " + line.substring(line.lastIndexOf(' ') + 1));
        node.expect("pong hi");
        node.expect("closed 0");
      }
      node.say("socket /elsewhere").expect("socket 404 -");
      node.expect("closed 0");
      Await.await("all have ended", () -> bridge.gauge("zwb.ws.connections.open") == 0);
    }
  }

  @Test
  @Reaches("limits.maxStreamsPerConnection")
  void oneStreamTooManyIsRefusedAlone() {
    try (RouterService service = new RouterService();
        TestBridge bridge =
            tls("limits.maxStreamsPerConnection=2", endpoint("it", "REQ", service.address()));
        PythonPeer node = node(bridge)) {
      node.say("burst /req/it 3");
      for (int i = 0; i < 2; i++) {
        service.reply(service.receive(), "done");
      }
      node.expect("200 done");
      node.expect("200 done");
      node.expect("reset 7");
      assertEquals(1, bridge.count(Counter.HTTP2_STREAMS_REFUSED));
    }
  }

  @Test
  @Reaches("limits.maxHttp2EventsPerSecond")
  void aFloodOfPingsEndsTheConnection() {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            tls("limits.maxHttp2EventsPerSecond=5", endpoint("echo", "REQ", echo.address()));
        PythonPeer node = node(bridge)) {
      node.say("post /req/echo hello").expect("200 hello");
      node.say("pings 9").expect("goaway 11");
      bridge.awaitCount(Counter.HTTP2_EVENTS_EXCEEDED, 1);
      try (PythonPeer other = node(bridge)) {
        other.say("post /req/echo hello").expect("200 hello");
      }
    }
  }
}
