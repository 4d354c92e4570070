package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** Shared ZeroMQ sockets: opened once, closed when idle, bounded, and replaced when wedged. */
final class GatewayTest {
  @Test
  void allPagesShareOneZeroMqConnectionPerEndpoint() {
    try (RouterService echo = new RouterService();
        TestBridge bridge =
            TestBridge.start(b -> b.endpoint("echo", SocketType.REQ, echo.address()))) {
      List<RawPage> pages = new ArrayList<>();
      Set<String> peers = new HashSet<>();
      for (int i = 0; i < 50; i++) {
        RawPage page = bridge.page();
        pages.add(page);
        page.connected("a", "echo", Json.REQ);
        page.connected("b", echo.address().replace("tcp", "TCP"), Json.REQ);
        page.send("b", "x");
        List<byte[]> request = echo.receive("x");
        peers.add(new String(request.get(0), ISO_8859_1));
        echo.reply(request, "y");
        page.expect("b", "y");
      }
      assertEquals(1, peers.size());
      assertEquals(1, bridge.count(Counter.GATEWAYS_OPENED));
      assertEquals(1, bridge.count(Counter.PEERS_CONNECTED));
      pages.forEach(RawPage::close);
    }
  }

  @Test
  @Reaches("deadlines.gatewayIdleMillis")
  void aGatewayWithoutMembersClosesWhenIdleAndOpensAgain() {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint("echo", SocketType.REQ, echo.address())
                        .limits(Limits.sockets("gatewayIdleMillis", 100)))) {
      for (int round = 1; round <= 2; round++) {
        try (RawPage page = bridge.page()) {
          page.connected("a", "echo", Json.REQ);
          page.send("a", "x").expect("a", "x");
        }
        bridge.awaitCount(Counter.GATEWAYS_CLOSED, round);
        assertEquals(round, bridge.count(Counter.GATEWAYS_OPENED));
      }
    }
  }

  @Test
  void aGatewayStaysWhileAnyPageUsesIt() {
    try (BackEnd echo = BackEnd.echo();
        BackEnd other = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint("echo", SocketType.REQ, echo.address())
                        .endpoint("other", SocketType.REQ, other.address())
                        .limits(Limits.sockets("gatewayIdleMillis", 0)));
        RawPage stays = bridge.page()) {
      stays.connected("a", "echo", Json.REQ);
      try (RawPage leaves = bridge.page()) {
        leaves.connected("a", "echo", Json.REQ);
        leaves.connected("b", "other", Json.REQ);
      }
      bridge.awaitCount(Counter.GATEWAYS_CLOSED, 1);
      stays.send("a", "x").expect("a", "x");
      assertEquals(1, bridge.count(Counter.GATEWAYS_CLOSED));
    }
  }

  @Test
  void repAddressesAreBoundBeforeAnyPageComes() {
    String address = FreePort.address();
    try (TestBridge bridge = TestBridge.start(b -> b.endpoint("page", SocketType.REP, address));
        Asker asker = Asker.req(address)) {
      asker.ask("hello", "p").expectError("no_such_page");
      assertEquals(0, bridge.count(Counter.CONNECTIONS_OPENED));
    }
  }

  @Test
  void whatAMuteBackEndDoesNotAnswerIsBounded() {
    int limit = 10_000;
    try (RouterService mute = new RouterService(FreePort.find(), 10);
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint("mute", SocketType.REQ, mute.address())
                        .limits(
                            Limits.sockets(
                                "maxRequestsInFlight",
                                20_000,
                                "requestMillis",
                                60_000,
                                "wedgedMillis",
                                60_000)));
        RawPage page = bridge.page()) {
      page.connected("a", "mute", Json.REQ);
      for (int i = 0; i < limit + 1; i++) {
        page.send("a", "x");
      }
      page.expectError("a", "overflow");
      assertEquals(1, bridge.count(Counter.REQUESTS_OVERFLOWED));
      assertEquals(limit + 1, bridge.count(Counter.REQUESTS));
    }
  }

  @Test
  void oneConnectionCannotFillAnEndpoint() {
    try (RouterService slow = new RouterService();
        TestBridge bridge =
            TestBridge.start(b -> b.endpoint("slow", SocketType.REQ, slow.address()));
        RawPage greedy = bridge.page();
        RawPage modest = bridge.page()) {
      greedy.connected("a", "slow", Json.REQ);
      greedy.connected("b", "slow", Json.REQ);
      modest.connected("a", "slow", Json.REQ);
      greedy.send("a", "g"); // the service is there: nothing of the rest waits for it
      slow.reply(slow.receive("g"), "first");
      greedy.expect("a", "first");
      for (int i = 0; i < 128; i++) {
        greedy.send("a", "g").send("b", "g");
      }
      greedy.send("a", "one too many").expectError("a", "overflow");
      modest.send("a", "m");
      for (int i = 0; i < 256; i++) {
        List<byte[]> request = slow.receive("g");
        if (i == 0) {
          slow.reply(request, "done");
        }
      }
      slow.reply(slow.receive("m"), "here");
      modest.expect("a", "here");
      greedy.expect("a", "done");
      greedy.send("b", "a place is free again");
      slow.reply(slow.receive("a place is free again"), "yes");
      greedy.expect("b", "yes");
    }
  }

  @Test
  @Reaches("deadlines.requestMillis")
  void aRequestWithoutReplyEndsAtItsDeadlineAndItsLateReplyReachesNobody() {
    try (RouterService slow = new RouterService();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint("slow", SocketType.REQ, slow.address())
                        .limits(Limits.sockets("requestMillis", 300)));
        RawPage page = bridge.page()) {
      page.connected("a", "slow", Json.REQ);
      page.send("a", "first");
      List<byte[]> first = slow.receive("first");
      page.expectError("a", "timeout");
      slow.reply(first, "late");
      bridge.awaitCount(Counter.REPLIES_UNROUTABLE, 1);
      page.send("a", "second");
      slow.reply(slow.receive("second"), "in time");
      page.expect("a", "in time");
    }
  }

  @Test
  void requestsOfABackEndThatDiesEndAtOnceAndItsSuccessorServes() {
    int port = FreePort.find();
    try (TestBridge bridge =
            TestBridge.start(b -> b.endpoint("echo", SocketType.REQ, "tcp://127.0.0.1:" + port));
        RawPage page = bridge.page()) {
      page.connected("a", "echo", Json.REQ);
      try (RouterService first = new RouterService(port, 100)) {
        page.send("a", "x").send("a", "y");
        first.receive("x");
        first.receive("y");
      }
      page.expectError("a", "gateway_lost");
      page.expectError("a", "gateway_lost");
      page.send("a", "for the successor");
      try (RouterService second = new RouterService(port, 100)) {
        second.reply(second.receive("for the successor"), "here");
        page.expect("a", "here");
      }
    }
  }

  @Test
  void requestsOfAKilledLibzmqServiceEndAtOnceAndItsSuccessorServes() {
    int port = FreePort.find();
    try (TestBridge bridge =
            TestBridge.start(b -> b.endpoint("echo", SocketType.REQ, "tcp://127.0.0.1:" + port));
        RawPage page = bridge.page()) {
      page.connected("a", "echo", Json.REQ);
      try (PythonPeer router = PythonPeer.start("router", String.valueOf(port))) {
        page.send("a", "1").send("a", "2").expect("a", "2");
        page.expect("a", "1");
        page.send("a", "it waits for a second one");
        bridge.awaitCount(Counter.REQUESTS, 3);
        router.kill();
      }
      page.expectError("a", "gateway_lost");
      try (PythonPeer rep = PythonPeer.start("rep", String.valueOf(port))) {
        rep.address();
        page.send("a", "again").expect("a", "AGAIN");
      }
    }
  }

  @Test
  void requestsThatCouldNotBeSentWaitForTheBackEnd() {
    int port = FreePort.find();
    try (TestBridge bridge =
            TestBridge.start(b -> b.endpoint("echo", SocketType.REQ, "tcp://127.0.0.1:" + port));
        RawPage page = bridge.page()) {
      page.connected("a", "echo", Json.REQ);
      for (int i = 0; i < 100; i++) {
        page.send("a", "early " + i);
      }
      bridge.awaitCount(Counter.REQUESTS, 100);
      try (BackEnd late = BackEnd.start(port, Answers.ECHO)) {
        for (int i = 0; i < 100; i++) {
          page.expect("a", "early " + i);
        }
        assertEquals(port, late.port());
      }
    }
  }

  @Test
  void aReplyAboveTheBrowsersLimitFailsOnlyTheRequestThatAsked() {
    try (RouterService service = new RouterService();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint("echo", SocketType.REQ, service.address())
                        .limits(Limits.sockets("maxMessageBytes", 1000)));
        RawPage page = bridge.page();
        RawPage other = bridge.page()) {
      page.connected("a", "echo", Json.REQ);
      other.connected("a", "echo", Json.REQ);
      page.send("a", "large");
      List<byte[]> large = service.receive("large");
      other.send("a", "small");
      List<byte[]> small = service.receive("small");
      page.send("a", "exact");
      List<byte[]> exact = service.receive("exact");
      service.reply(large, "x".repeat(1001));
      service.reply(small, "y");
      service.reply(exact, "z".repeat(1000));
      page.expectError("a", "too_large");
      page.expect("a", "z".repeat(1000));
      other.expect("a", "y");
    }
  }

  @Test
  void aReplyThatBreaksTheBackEndsConnectionLeavesNoRequestOpenAndTheEndpointServesAgain() {
    try (RouterService service = new RouterService();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint("echo", SocketType.REQ, service.address())
                        .limits(
                            Limits.sockets("maxBackendMessageBytes", 2000, "wedgedMillis", 500)));
        RawPage page = bridge.page();
        RawPage other = bridge.page()) {
      page.connected("a", "echo", Json.REQ);
      other.connected("a", "echo", Json.REQ);
      for (int round = 0; round < 3; round++) {
        page.send("a", "huge");
        List<byte[]> huge = service.receive("huge");
        other.send("a", "small");
        service.receive("small");
        service.reply(huge, "x".repeat(2001));
        page.expectError("a", "gateway_lost");
        other.expectError("a", "gateway_lost");
        other.send("a", "again");
        service.reply(service.receive("again"), "served");
        other.expect("a", "served");
      }
    }
  }

  @Test
  void aReplyThatBreaksALibzmqServicesConnectionIsNoMatterForOthers() {
    try (PythonPeer service = PythonPeer.start("sized");
        BackEnd echo = BackEnd.echo()) {
      String address = service.address();
      try (TestBridge bridge =
              TestBridge.start(
                  b ->
                      b.loops(1)
                          .endpoint("sized", SocketType.REQ, address)
                          .endpoint("echo", SocketType.REQ, echo.address())
                          .limits(Limits.sockets("maxBackendMessageBytes", 2000)));
          RawPage page = bridge.page();
          RawPage other = bridge.page()) {
        page.connected("a", "sized", Json.REQ);
        other.connected("b", "echo", Json.REQ);
        for (int round = 1; round <= 3; round++) {
          page.send("a", "2001").expectError("a", "gateway_lost");
          while (bridge.count(Counter.GATEWAYS_REBUILT) < round) {
            other.send("b", "meanwhile").expect("b", "meanwhile");
          }
          page.send("a", "again").expect("a", "again");
        }
      }
    }
  }

  @Test
  void aServiceThatIsAbsentIsWaitedForAndNotRebuilt() {
    int port = FreePort.find();
    try (TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint("echo", SocketType.REQ, "tcp://127.0.0.1:" + port)
                        .limits(Limits.sockets("wedgedMillis", 100)));
        RawPage page = bridge.page()) {
      page.connected("a", "echo", Json.REQ);
      try (BackEnd first = BackEnd.start(port, Answers.ECHO)) {
        page.send("a", "x").expect("a", "x");
        assertEquals(port, first.port());
      }
      bridge.awaitCount(Counter.PEERS_LOST, 1);
      page.send("a", "for the successor");
      long twice = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2 * 100 + 200);
      Await.await("more time than a wedged one has", () -> System.nanoTime() - twice > 0);
      assertEquals(0, bridge.count(Counter.GATEWAYS_REBUILT));
      try (BackEnd second = BackEnd.start(port, Answers.ECHO)) {
        page.expect("a", "for the successor");
        assertEquals(port, second.port());
      }
    }
  }

  @Test
  void aServiceThatIsSlowButAnswersIsNotRebuilt() {
    try (RouterService slow = new RouterService(FreePort.find(), 1);
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint(
                            EndpointSpec.of(
                                    "slow", SocketType.REQ, ZmqEndpoint.parse(slow.address()))
                                .highWaterMark(1))
                        .limits(
                            Limits.sockets("wedgedMillis", 1_500, "maxRequestBytes", 100 << 20)));
        RawPage page = bridge.page()) {
      page.connected("a", "slow", Json.REQ);
      String large = "x".repeat(900_000); // the kernel's buffers would take many small ones
      for (int i = 0; i < 30; i++) {
        page.send("a", large);
      }
      long twice = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2 * 1_500);
      while (System.nanoTime() - twice < 0) {
        slow.reply(slow.receive(large), "done");
        page.expect("a", "done");
        long soon = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
        Await.await("some time", () -> System.nanoTime() - soon > 0);
      }
      assertEquals(0, bridge.count(Counter.GATEWAYS_REBUILT));
      page.closeUnread();
    }
  }

  /** A queue of connections that is full answers nothing, as a host that is down does. */
  @Test
  void aConnectThatNobodyAnswersIsBegunAnew() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    ServerSocket full = new ServerSocket(0, 1, loopback);
    List<Socket> fillers = fill(new InetSocketAddress(loopback, full.getLocalPort()));
    int port = full.getLocalPort();
    try (TestBridge bridge =
            TestBridge.start(b -> b.endpoint("echo", SocketType.REQ, "tcp://127.0.0.1:" + port));
        RawPage page = bridge.page()) {
      page.connected("a", "echo", Json.REQ);
      page.send("a", "x");
      bridge.awaitCount(Counter.CONNECTS_REPEATED, 2);
      full.close();
      try (BackEnd echo = BackEnd.start(port, Answers.ECHO)) {
        page.expect("a", "x");
        assertEquals(port, echo.port());
      }
    } finally {
      full.close();
      for (Socket filler : fillers) {
        filler.close();
      }
    }
  }

  private static List<Socket> fill(InetSocketAddress address) throws IOException {
    List<Socket> fillers = new ArrayList<>();
    while (true) {
      Socket filler = new Socket();
      fillers.add(filler);
      try {
        filler.connect(address, 300);
      } catch (SocketTimeoutException full) {
        return fillers;
      }
    }
  }

  @Test
  void aPublicationThatBreaksTheConnectionCostsOnlyItself() {
    try (PubService news = new PubService();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint("news", SocketType.SUB, news.address())
                        .limits(Limits.sockets("maxBackendMessageBytes", 2000)));
        RawPage page = bridge.page()) {
      page.connected("a", "news", Json.SUB);
      news.awaitSubscription();
      for (int round = 0; round < 3; round++) {
        news.publish("before");
        page.expect("a", "before");
        news.publish("x".repeat(2001));
        news.awaitSubscription(); // the old connection's end
        news.awaitSubscription();
      }
      news.publish("after");
      page.expect("a", "after");
    }
  }

  @Test
  void aBackEndThatSpeaksAnotherProtocolIsTriedAgain() throws Exception {
    int port = FreePort.find();
    try (TestBridge bridge =
            TestBridge.start(b -> b.endpoint("echo", SocketType.REQ, "tcp://127.0.0.1:" + port));
        RawPage page = bridge.page()) {
      page.connected("a", "echo", Json.REQ);
      try (ServerSocket web = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
          Socket bridgesSide = web.accept()) {
        byte[] refusal = new byte[64]; // a length that no ZeroMQ greeting has
        refusal[0] = (byte) 0xff;
        refusal[9] = 0x7f;
        bridgesSide.getOutputStream().write(refusal);
        Await.await(
            "the bridge to hang up",
            () -> bridge.count(Counter.HANDSHAKES_STALLED) + bridge.count(Counter.PEERS_LOST) > 0);
      }
      try (BackEnd echo = BackEnd.start(port, Answers.ECHO)) {
        page.send("a", "x").expect("a", "x");
        assertEquals(port, echo.port());
      }
    }
  }

  @Test
  @Reaches("deadlines.wedgedMillis")
  void aBackEndThatTakesNothingAnyMoreIsConnectedAnew() {
    try (RouterService mute = new RouterService(FreePort.find(), 1);
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint(
                            EndpointSpec.of(
                                    "mute", SocketType.REQ, ZmqEndpoint.parse(mute.address()))
                                .highWaterMark(1))
                        .limits(
                            Limits.sockets("wedgedMillis", 300, "maxRequestBytes", 100 << 20)));
        RawPage page = bridge.page()) {
      page.connected("a", "mute", Json.REQ);
      int requests = 40;
      String large = "x".repeat(900_000); // the kernel's buffers would take many small ones
      for (int i = 0; i < requests; i++) {
        page.send("a", large);
      }
      bridge.awaitCount(Counter.GATEWAYS_REBUILT, 1);
      page.expectError("a", "gateway_lost");
      page.closeUnread();
      assertTrue(bridge.count(Counter.REQUESTS_GATEWAY_LOST) > 0);
    }
  }

  /** 127.0.0.0/8 is all this machine: one publisher, many addresses, so many gateways. */
  @Test
  void noSubscriberOfALibzmqPublisherStaysDeaf() {
    int rounds = 10;
    String port = String.valueOf(FreePort.find());
    List<String> hosts = IntStream.rangeClosed(1, 50).mapToObj(i -> "127.0.1." + i).toList();
    List<String> arguments = new ArrayList<>(List.of(port));
    arguments.addAll(hosts);
    try (PythonPeer pub = PythonPeer.start("pub", arguments.toArray(String[]::new))) {
      for (int i = 0; i <= hosts.size(); i++) {
        pub.expect("port " + port);
      }
      for (int round = 0; round < rounds; round++) {
        noneIsDeaf(pub, hosts, port);
      }
    }
  }

  private static void noneIsDeaf(PythonPeer pub, List<String> hosts, String port) {
    UnaryOperator<BridgeBuilder> endpoints =
        b -> {
          hosts.forEach(host -> b.endpoint(host, SocketType.SUB, "tcp://" + host + ":" + port));
          return b;
        };
    try (TestBridge bridge = TestBridge.start(endpoints);
        RawPage page = bridge.page()) {
      hosts.forEach(host -> page.connect(host, host, Json.SUB));
      hosts.forEach(host -> pub.expect("subscribed"));
      hosts.forEach(page::expectConnected);
      pub.send("to all");
      Set<String> heard = new HashSet<>();
      hosts.forEach(host -> heard.add(Json.text(page.next(), "identity")));
      assertEquals(Set.copyOf(hosts), heard);
    }
    hosts.forEach(host -> pub.expect("unsubscribed"));
  }

  @Test
  void endpointsOpenAtOnceAreLimited() {
    try (BackEnd echo = BackEnd.echo();
        BackEnd other = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.endpoint("echo", SocketType.REQ, echo.address())
                        .endpoint("other", SocketType.REQ, other.address())
                        .limits(Limits.sockets("maxEndpoints", 1)));
        RawPage page = bridge.page()) {
      page.connected("a", "echo", Json.REQ);
      page.connect("b", "other", Json.REQ).expectRefused("b", "limit");
      page.send("b", "x").expectError("b", "not_connected");
      page.send("a", "x").expect("a", "x");
    }
  }
}
