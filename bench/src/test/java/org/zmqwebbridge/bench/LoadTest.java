package org.zmqwebbridge.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zmqwebbridge.bench.Loads.samples;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.Bridge;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.bench.client.Schedule;
import org.zmqwebbridge.bench.report.Result;
import org.zmqwebbridge.edge.ConnectionLimits;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.HandshakeLimits;

/** Every load, against a bridge in this process. */
class LoadTest {
  private final List<AutoCloseable> running = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (int i = running.size() - 1; i >= 0; i--) {
      running.get(i).close();
    }
  }

  private Bridge start(BridgeBuilder builder) {
    Bridge bridge = builder.listen("127.0.0.1:0").build().start();
    running.add(bridge);
    return bridge;
  }

  private Bridge echoBridge() {
    EchoService echo = EchoService.start();
    running.add(echo);
    return start(Bridge.builder().endpoint("echo", SocketType.REQ, echo.address()));
  }

  private static EdgeLimits limits(int perAddress, long writeMillis) {
    return new EdgeLimits(
        HandshakeLimits.DEFAULTS.withMaxConnectionsPerAddress(perAddress),
        ConnectionLimits.DEFAULTS.withWriteMillis(writeMillis));
  }

  private static Result run(Bridge bridge, Mode mode, String... words) {
    return Loads.run(bridge.uri(), mode, words);
  }

  @Test
  void everyRequestOfAClosedLoopIsAnsweredOnce() {
    Result result =
        run(
            echoBridge(),
            Mode.REQUESTS,
            "--connections",
            "5",
            "--in-flight",
            "3",
            "--warm",
            "0",
            "--seconds",
            "0.3");
    assertTrue(result.figure("requests sent") >= 15);
    assertEquals(result.figure("requests sent"), result.figure("answered"));
    double inFlight = 15; // may have been sent in the window's last moment, or after it
    assertTrue(samples(result) <= result.figure("answered"));
    assertTrue(samples(result) >= result.figure("answered") - inFlight);
    assertEquals(0, result.figure("wrong replies"));
    assertEquals(0, result.figure("unanswered"));
  }

  @Test
  void anOpenLoopSendsWhatIsScheduledAndMeasuresWhatWasDueInTheWindow() {
    Result result =
        run(
            echoBridge(),
            Mode.REQUESTS,
            "--connections",
            "4",
            "--rate",
            "200",
            "--warm",
            "0.2",
            "--seconds",
            "0.5");
    assertEquals(140, result.figure("requests sent"));
    assertEquals(140, result.figure("answered"));
    assertEquals(100, samples(result));
  }

  @Test
  void aServiceThatDoesNotAnswerShowsInTheLatencies() {
    Bridge bridge = start(Bridge.builder().endpoint("echo", SocketType.REQ, "tcp://127.0.0.1:1"));
    Result result =
        run(
            bridge,
            Mode.REQUESTS,
            "--connections",
            "2",
            "--rate",
            "50",
            "--warm",
            "0",
            "--seconds",
            "0.2");
    assertEquals(2, result.figure("unanswered"));
    assertEquals(8, result.figure("due, but no free socket"));
    assertEquals(10, samples(result));
    assertTrue(result.latencies().get(0).millis(50) > 1000);
  }

  @Test
  void subscribersByRateGetEveryPublication() {
    Publications publications = new Publications();
    Result result = publications.run(limits(256, 10_000), "--rate", "100", "--seconds", "0.5");
    assertEquals(50, result.figure("published in all"));
    assertEquals(20 * 50, result.figure("delivered in all"));
    assertEquals(0, result.figure("missing"));
    assertEquals(20 * 50, samples(result));
  }

  @Test
  void subscribersAtTheMaximumLoseNothing() {
    Result result = new Publications().run(limits(256, 10_000), "--seconds", "0.3");
    assertTrue(result.figure("published in all") > 64);
    assertEquals(20 * result.figure("published in all"), result.figure("delivered in all"));
    assertEquals(0, result.figure("missing"));
  }

  @Test
  void theStalledAreClosedByTheBridgeAndTheOthersAreAccountedFor() {
    Result result =
        new Publications()
            .run(
                limits(256, 300),
                "--stalled",
                "5",
                "--rate",
                "300",
                "--size",
                "20000",
                "--seconds",
                "1");
    assertEquals(5, result.figure("stalled, closed by the bridge"));
    assertEquals(0, result.figure("stalled, still open"));
    assertTrue(result.figure("first closed after") > 0.3);
    assertEquals(0, result.figure("connections lost"));
    assertEquals(300, result.figure("published in all"));
    assertEquals(15 * 300, result.figure("delivered in all") + result.figure("missing"));
  }

  /** A bridge whose endpoint is where the tool's publisher binds. */
  private final class Publications {
    Result run(EdgeLimits limits, String... words) {
      String address = FreePort.address();
      Bridge bridge =
          start(Bridge.builder().limits(limits).endpoint("quotes", SocketType.SUB, address));
      List<String> all = new ArrayList<>(List.of(words));
      all.addAll(List.of("--connections", "20", "--warm", "0", "--publish", address));
      return LoadTest.run(bridge, Mode.SUBSCRIBERS, all.toArray(String[]::new));
    }
  }

  @Test
  void withoutAPublisherOfItsOwnItCountsWhatArrives() {
    try (Publisher elsewhere = Publisher.start("tcp://127.0.0.1:0", 100, List.of())) {
      Bridge bridge =
          start(Bridge.builder().endpoint("quotes", SocketType.SUB, elsewhere.address()));
      elsewhere.begin(new Pace.ByRate(new Schedule(System.nanoTime(), 200), Long.MAX_VALUE));
      Result result =
          run(bridge, Mode.SUBSCRIBERS, "--connections", "3", "--warm", "0.3", "--seconds", "0.5");
      assertTrue(result.figure("deliveries") > 0);
      assertTrue(result.latencies().isEmpty());
    }
  }

  private Result topics(String... words) {
    int port = FreePort.find();
    String address = "tcp://127.0.0.1:" + port;
    Bridge bridge = start(Bridge.builder().endpoint("quotes", SocketType.SUB, address));
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(
        List.of("--connections", "7", "--warm", "0", "--seconds", "0.5", "--publish", address));
    return run(bridge, Mode.TOPICS, all.toArray(String[]::new));
  }

  @Test
  void everyPageGetsItsOwnTopicsAndNoOthers() {
    Result result = topics("--topics", "3", "--rate", "500");
    assertEquals(250, result.figure("published in all"));
    assertEquals(250, result.figure("delivered in all"));
    assertEquals(0, result.figure("missing"));
    assertEquals(0, result.figure("to the wrong page, or wrong"));
  }

  @Test
  void oneTopicOfAllReachesAll() {
    Result result = topics("--topics", "0", "--rate", "100");
    assertEquals(50 * 7, result.figure("delivered in all"));
    assertEquals(0, result.figure("missing"));
    assertEquals(0, result.figure("to the wrong page, or wrong"));
  }

  @Test
  void idleConnectionsAreHeldAndTheirMemoryIsRead() {
    Bridge bridge = start(Bridge.builder().endpoint("quotes", SocketType.SUB, "tcp://127.0.0.1:1"));
    Result result =
        run(
            bridge,
            Mode.IDLE,
            "--connections",
            "50",
            "--seconds",
            "0.1",
            "--pid",
            Long.toString(ProcessHandle.current().pid()));
    assertEquals(50, result.figure("connections"));
    assertEquals(0, result.figure("connections lost"));
    assertTrue(result.figure("resident after") > 10_000);
    assertTrue(result.figure("live heap after") > 1_000);
  }

  @Test
  void thePolitePageIsAnsweredAloneAndBesideTheFlood() {
    Result result =
        run(
            echoBridge(),
            Mode.POLITE,
            "--rate",
            "100",
            "--warm",
            "0.1",
            "--seconds",
            "0.3",
            "--rounds",
            "1");
    assertEquals(2, result.latencies().size());
    assertEquals(30, result.latencies().get(0).nanos().getTotalCount());
    assertEquals(30, result.latencies().get(1).nanos().getTotalCount());
    assertEquals(result.figure("polite requests"), result.figure("answered"));
    assertTrue(result.figure("flood: answered") > 0);
    assertTrue(result.figure("p99, beside ÷ alone (median)") > 0);
  }

  @Test
  void aBlastThatIsThrownOutComesBack() {
    Result result =
        run(
            echoBridge(),
            Mode.POLITE,
            "--rate",
            "50",
            "--warm",
            "0",
            "--seconds",
            "0.3",
            "--rounds",
            "1",
            "--flood-style",
            "blast");
    assertTrue(result.figure("flood: sent") > 0);
    assertEquals(15, result.latencies().get(0).nanos().getTotalCount());
  }

  @Test
  void itSpeaksTlsAndTrustsNoStrangerUnlessTold() throws Exception {
    EchoService echo = EchoService.start();
    running.add(echo);
    Certificate certificate = Certificate.make();
    Bridge bridge =
        start(
            Bridge.builder()
                .tls(certificate.pem(), certificate.key())
                .endpoint("echo", SocketType.REQ, echo.address()));
    Result result =
        run(
            bridge,
            Mode.REQUESTS,
            "--insecure",
            "--connections",
            "5",
            "--in-flight",
            "3",
            "--size",
            "40000",
            "--warm",
            "0",
            "--seconds",
            "0.3");
    assertTrue(result.figure("answered") >= 15);
    assertEquals(result.figure("requests sent"), result.figure("answered"));
    Console console = new Console();
    assertEquals(1, console.run("requests", "--url", bridge.uri()));
    assertTrue(console.err().contains("--insecure accepts any certificate"), console.err());
  }

  @Test
  void aRefusedConnectionSaysWhatToRaise() {
    Bridge bridge =
        start(
            Bridge.builder()
                .limits(limits(3, 10_000))
                .endpoint("echo", SocketType.REQ, "tcp://127.0.0.1:1"));
    Console console = new Console();
    assertEquals(1, console.run("requests", "--connections", "9", "--url", bridge.uri()));
    assertTrue(console.err().contains("before it answered the handshake"), console.err());
    assertTrue(console.err().contains("limits.maxConnectionsPerAddress"), console.err());
  }

  @Test
  void aRefusedEndpointSaysWhy() {
    Console console = new Console();
    String url = echoBridge().uri();
    assertEquals(1, console.run("requests", "--endpoint", "nobody", "--url", url));
    assertTrue(console.err().contains("the bridge refused the endpoint nobody"), console.err());
    assertTrue(console.err().contains("with type REQ"), console.err());
  }

  @Test
  void whereNobodyListensItSaysSo() {
    Console console = new Console();
    String url = "ws://127.0.0.1:" + FreePort.find() + "/data";
    assertEquals(1, console.run("requests", "--url", url));
    assertTrue(console.err().contains(url + " are up: Connection refused"), console.err());
  }
}
