package org.zmqwebbridge.grip.stats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.zmq.Security;
import org.zmqwebbridge.zmq.ZmqEndpoint;
import org.zmqwebbridge.zmq.ZmqLoops;

/** A subscriber hears what happened, in both formats. */
final class GripStatsTest {
  private final ZmqLoops loops = new ZmqLoops(1, 0, 5_000, System::nanoTime, new Counters());
  private final ZContext context = new ZContext();
  private GripStats stats;
  private ZMQ.Socket subscriber;

  @BeforeEach
  void start() {
    loops.start();
  }

  private void open(boolean json, int reportSeconds) throws IOException {
    open(json, reportSeconds, true);
  }

  private void open(boolean json, int reportSeconds, boolean isEach) throws IOException {
    ZmqEndpoint at = ZmqEndpoint.parseBound("tcp://127.0.0.1:" + freePort());
    StatsSpec spec =
        new StatsSpec(
            Optional.of(at), json, 120, 60, reportSeconds, "zwb_1", Security.none(), isEach);
    stats = new GripStats(spec, loops.all().get(0));
    onLoop(stats::open);
    subscriber = context.createSocket(SocketType.SUB);
    subscriber.setHandshakeIvl(300);
    subscriber.setReceiveTimeOut(Await.DEADLINE_MILLIS);
    subscriber.subscribe("");
    subscriber.connect(at.address());
    Await.await("it is heard", isEach ? this::isHeard : this::isReportHeard);
  }

  /** Tells of connections until one is heard. */
  private boolean isHeard() {
    stats.disconnected("none");
    stats.connected("probe", "ws", "192.0.2.1", false);
    stats.disconnected("probe");
    subscriber.setReceiveTimeOut(20);
    boolean heard = subscriber.recv() != null;
    subscriber.setReceiveTimeOut(Await.DEADLINE_MILLIS);
    return heard;
  }

  private boolean isReportHeard() {
    return subscriber.recv() != null;
  }

  @Test
  void connectionsAreOnlyCountedWhereTheyAreNotToBeTold() throws Exception {
    open(true, 1, false);
    stats.connected("7", "ws", "192.0.2.7", true);
    String message = next();
    while (!message.contains("\"connections\":1")) {
      assertTrue(message.startsWith("report "), message);
      message = next();
    }
    stats.disconnected("7");
    while (!message.contains("\"connections\":0")) {
      assertTrue(message.startsWith("report "), message);
      message = next();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void onLoop(Runnable task) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loops
        .all()
        .get(0)
        .post(
            () -> {
              task.run();
              done.complete(null);
            });
    done.join();
  }

  @AfterEach
  void stop() {
    onLoop(stats::close);
    loops.stop(5_000);
    context.close();
  }

  private String next() {
    byte[] message = subscriber.recv();
    return message == null ? "" : new String(message, UTF_8);
  }

  /** The next message that is about something else than probes. */
  private String nextOf(String type) {
    String message = next();
    while (!message.isEmpty() && (!message.startsWith(type + " ") || message.contains("probe"))) {
      message = next();
    }
    return message;
  }

  @Test
  void connectionsComeAndGo() throws Exception {
    open(true, 10);
    stats.connected("7", "ws", "192.0.2.7", true);
    assertEquals(
        "conn J{\"from\":\"zwb_1\",\"id\":\"7\",\"type\":\"ws\",\"peer-address\":\"192.0.2.7\","
            + "\"ssl\":true,\"ttl\":120}",
        nextOf("conn"));
    stats.disconnected("7");
    assertEquals("conn J{\"from\":\"zwb_1\",\"id\":\"7\",\"unavailable\":true}", nextOf("conn"));
  }

  @Test
  void channelsAreHeardAndAreNotAnyMore() throws Exception {
    open(false, 10);
    stats.subscribed("stream", "fruit");
    stats.subscribed("stream", "fruit");
    assertEquals(
        "sub T79:4:from,5:zwb_1,4:mode,6:stream,7:channel,5:fruit,3:ttl,2:60#11:subscribers,1:1#}",
        nextOf("sub"));
    stats.unsubscribed("stream", "fruit");
    stats.unsubscribed("stream", "fruit");
    assertTrue(nextOf("sub").contains("11:unavailable,4:true!"));
  }

  @Test
  void deliveriesAndRequestsAreCounted() throws Exception {
    open(true, 1);
    stats.delivered("fruit", Optional.of("3"), "ws-message", 12);
    assertEquals(
        "message J{\"from\":\"zwb_1\",\"channel\":\"fruit\",\"item-id\":\"3\",\"count\":12,"
            + "\"transport\":\"ws-message\"}",
        nextOf("message"));
    stats.requested("r1");
    assertEquals("activity J{\"from\":\"zwb_1\",\"route\":\"r1\",\"count\":1}", nextOf("activity"));
    assertEquals("counts J{\"from\":\"zwb_1\",\"requests-received\":1}", nextOf("counts"));
    String report = nextOf("report");
    assertTrue(
        report.matches(
            "report J\\{\"from\":\"zwb_1\",\"connections\":0,\"minutes\":0,\"received\":[01],"
                + "\"sent\":(0|12),\"http-response-sent\":0,\"duration\":\\d+}"),
        report);
  }

  @Test
  void countsAreOfAllRoutesTogetherAlsoAsTnetstrings() throws Exception {
    open(false, 10);
    onLoop( // all before the loop's next turn
        () -> {
          stats.requested("r1");
          stats.requested("");
          stats.requested("");
        });
    assertEquals("counts T40:4:from,5:zwb_1,17:requests-received,1:3#}", nextOf("counts"));
  }

  @Test
  void aReportSaysHowManyOfItWereHeldResponses() throws Exception {
    open(true, 1);
    stats.delivered("fruit", Optional.empty(), "http-response", 3);
    stats.delivered("fruit", Optional.empty(), "http-stream", 4);
    int sent = 0;
    int responses = 0;
    while (sent < 7) { // they may be in two reports
      String report = nextOf("report");
      sent += number(report, "sent");
      responses += number(report, "http-response-sent");
    }
    assertEquals(7, sent);
    assertEquals(3, responses);
  }

  private static int number(String report, String name) {
    return Integer.parseInt(report.replaceAll(".*\"" + name + "\":(\\d+).*", "$1"));
  }
}
