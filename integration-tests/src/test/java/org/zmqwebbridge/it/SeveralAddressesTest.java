package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.zmqwebbridge.ReloadReport;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.EndpointMeters;
import org.zmqwebbridge.observe.Gauge;

/**
 * One endpoint at several addresses: services take requests in turns, publications come from all of
 * them, askers come to each.
 */
@SuppressWarnings("try") // a service that goes away is closed before its block ends
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
final class SeveralAddressesTest {
  private static final byte[] OK = "ok".getBytes(UTF_8);

  private static String endpoint(String type, String... addresses) {
    String list =
        Stream.of(addresses).map(one -> "\"" + one + "\"").collect(Collectors.joining(","));
    return "endpoints.e={type: " + type + ", address: [" + list + "]}";
  }

  /** A service that puts its name before what it was asked. */
  private static BackEnd named(String name, int port) {
    return BackEnd.start(
        port,
        request -> {
          List<byte[]> answer = new ArrayList<>(request);
          answer.set(3, (name + new String(request.get(3), UTF_8)).getBytes(UTF_8));
          return List.of(answer);
        });
  }

  private static BackEnd named(String name) {
    return named(name, FreePort.find());
  }

  private static long gauge(TestBridge bridge, Gauge gauge) {
    EndpointMeters meters = bridge.bridge().counters().endpoint("e");
    return meters.value(gauge);
  }

  /** Waits until some are there, and so many are not. */
  private static void awaitAbsent(TestBridge bridge, int services) {
    Await.await(
        services + " services to be absent",
        () ->
            gauge(bridge, Gauge.SERVICE_PRESENT) == 1
                && gauge(bridge, Gauge.SERVICES_ABSENT) == services);
  }

  private static String ask(RawPage page) {
    page.send("1", "?");
    return text(page.next());
  }

  private static String text(JsonObject frame) {
    return Json.text(frame, "content");
  }

  /** Asks so often, one after the other; who answered how often. */
  private static Map<String, Integer> answers(RawPage page, int asks) {
    Map<String, Integer> answers = new HashMap<>();
    for (int i = 0; i < asks; i++) {
      answers.merge(ask(page), 1, Integer::sum);
    }
    return answers;
  }

  // REQ

  @Test
  void requestsGoToTheServicesInTurnsAndEachReplyToWhoAsked() {
    try (BackEnd a = named("a");
        BackEnd b = named("b");
        TestBridge bridge = TestBridge.configured(endpoint("REQ", a.address(), b.address()));
        RawPage page = bridge.page()) {
      page.connected("1", "e", Json.REQ);
      awaitAbsent(bridge, 0);
      assertEquals(1, gauge(bridge, Gauge.SERVICE_PRESENT));
      assertEquals(Map.of("a?", 10, "b?", 10), answers(page, 20));
      assertEquals(2, bridge.count(Counter.GATEWAYS_OPENED));
      assertEquals(0, bridge.count(Counter.REPLIES_UNROUTABLE));
    }
  }

  @Test
  void libzmqServicesTakeTurnsAsWell() {
    try (PythonPeer a = PythonPeer.start("echo");
        PythonPeer b = PythonPeer.start("echo");
        TestBridge bridge = TestBridge.configured(endpoint("REQ", a.address(), b.address()));
        RawPage page = bridge.page()) {
      page.connected("1", "e", Json.REQ);
      awaitAbsent(bridge, 0);
      for (int i = 0; i < 100; i++) {
        page.send("1", "x" + i).expect("1", "x" + i);
      }
      a.kill();
      awaitAbsent(bridge, 1);
      for (int i = 0; i < 100; i++) {
        page.send("1", "y" + i).expect("1", "y" + i);
      }
    }
  }

  @Test
  void anyOfItsAddressesNamesAnEndpointAndReachesAllOfIt() {
    try (BackEnd a = named("a");
        BackEnd b = named("b");
        TestBridge bridge = TestBridge.configured(endpoint("REQ", a.address(), b.address()));
        RawPage page = bridge.page()) {
      page.connected("1", b.address(), Json.REQ);
      awaitAbsent(bridge, 0);
      assertEquals(Map.of("a?", 5, "b?", 5), answers(page, 10));
    }
  }

  @Test
  void aServiceThatIsAwayIsPassedOverUntilItIsThere() {
    int port = FreePort.find();
    try (BackEnd a = named("a");
        TestBridge bridge =
            TestBridge.configured(endpoint("REQ", a.address(), "tcp://127.0.0.1:" + port));
        RawPage page = bridge.page()) {
      page.connected("1", "e", Json.REQ);
      assertEquals(Map.of("a?", 10), answers(page, 10));
      awaitAbsent(bridge, 1);
      assertEquals(1, gauge(bridge, Gauge.SERVICE_PRESENT), "one of them is enough");
      try (BackEnd b = named("b", port)) {
        awaitAbsent(bridge, 0);
        assertEquals(Map.of("a?", 5, "b?", 5), answers(page, 10));
        assertEquals(port, b.port());
      }
      awaitAbsent(bridge, 1);
      assertEquals(Map.of("a?", 10), answers(page, 10));
      assertEquals(0, bridge.count(Counter.REQUESTS_GATEWAY_LOST));
    }
  }

  @Test
  void requestsWaitWhileAllAreAwayAndGoToTheFirstThatComes() {
    int[] ports = {FreePort.find(), FreePort.find()};
    try (TestBridge bridge =
            TestBridge.configured(
                endpoint("REQ", "tcp://127.0.0.1:" + ports[0], "tcp://127.0.0.1:" + ports[1]));
        RawPage page = bridge.page()) {
      page.connected("1", "e", Json.REQ, "notices", true);
      NoticesTest.expectNotice(page, "1", "service_absent");
      page.send("1", "x");
      bridge.awaitCount(Counter.REQUESTS, 1);
      try (BackEnd b = named("b", ports[1])) {
        TreeSet<String> came = new TreeSet<>();
        for (int i = 0; i < 2; i++) { // the reply may be first
          JsonObject frame = page.next();
          boolean notice = frame.has("msg_type");
          came.add(notice ? Json.content(frame).get("notice").getAsString() : text(frame));
        }
        assertEquals(List.of("bx", "service_present"), List.copyOf(came));
        assertEquals(ports[1], b.port());
      }
      NoticesTest.expectNotice(page, "1", "service_absent");
    }
  }

  @Test
  void aServiceThatDiesTakesOnlyItsOwnRequestsWithIt() {
    int port = FreePort.find();
    try (RouterService lives = new RouterService();
        RouterService dies = new RouterService(port, 1000);
        TestBridge bridge =
            TestBridge.configured(endpoint("REQ", lives.address(), dies.address()));
        RawPage page = bridge.page()) {
      page.connected("first", "e", Json.REQ);
      awaitAbsent(bridge, 0);
      page.connected("1", "e", Json.REQ, "notices", true);
      for (int i = 0; i < 10; i++) {
        page.send("1", "x");
      }
      List<List<byte[]>> kept = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        kept.add(lives.receive("x"));
        dies.receive("x");
      }
      dies.close();
      for (int i = 0; i < 5; i++) {
        page.expectError("1", "gateway_lost"); // and no notice: the other is there
      }
      assertEquals(5, bridge.count(Counter.REQUESTS_GATEWAY_LOST));
      kept.forEach(request -> lives.reply(request, "done"));
      for (int i = 0; i < 5; i++) {
        page.expect("1", "done");
      }
      awaitAbsent(bridge, 1);
      try (BackEnd again = named("again ", port)) {
        awaitAbsent(bridge, 0);
        page.send("1", "y").send("1", "y");
        lives.reply(lives.receive("y"), "y");
        TreeSet<String> came = new TreeSet<>();
        for (int i = 0; i < 2; i++) {
          came.add(text(page.next()));
        }
        assertEquals(List.of("again y", "y"), List.copyOf(came));
        assertEquals(port, again.port());
      }
    }
  }

  @Test
  void aReplyOfAServiceThatWasNotAskedReachesNobody() {
    try (RouterService asked = new RouterService();
        RouterService other = new RouterService();
        TestBridge bridge =
            TestBridge.configured(endpoint("REQ", asked.address(), other.address()));
        RawPage page = bridge.page()) {
      page.connected("1", "e", Json.REQ);
      awaitAbsent(bridge, 0);
      page.send("1", "first").send("1", "second");
      List<byte[]> first = asked.receive("first");
      List<byte[]> second = other.receive("second");
      // the other knows its way to the bridge, and makes up the rest
      other.send(List.of(second.get(0), first.get(1), first.get(2), "forged".getBytes(UTF_8)));
      bridge.awaitCount(Counter.REPLIES_UNROUTABLE, 1);
      asked.reply(first, "true");
      page.expect("1", "true");
      other.reply(second, "true as well");
      page.expect("1", "true as well");
    }
  }

  @Test
  void oneThatTakesNothingAndAnswersNothingIsGivenUpWhileTheOtherServes() {
    int requests = 40;
    try (RouterService mute = new RouterService(FreePort.find(), 1);
        BackEnd serves =
            BackEnd.start(
                FreePort.find(), asked -> List.of(List.of(asked.get(0), asked.get(1), OK)));
        TestBridge bridge =
            TestBridge.configured(
                endpoint("REQ", mute.address(), serves.address()),
                "endpoints.e.hwm=1",
                "deadlines.wedgedMillis=300",
                "limits.maxRequestBytes=104857600");
        RawPage page = bridge.page()) {
      page.connected("1", "e", Json.REQ);
      awaitAbsent(bridge, 0);
      String large = "x".repeat(900_000); // the kernel's buffers would take many small ones
      for (int i = 0; i < requests; i++) {
        page.send("1", large);
      }
      int replies = 0;
      for (int i = 0; i < requests; i++) {
        replies += "ok".equals(text(page.next())) ? 1 : 0;
      }
      assertTrue(replies > requests / 2, "what one does not take the other does: " + replies);
      assertEquals(replies, bridge.count(Counter.REPLIES));
      assertEquals(requests - replies, bridge.count(Counter.REQUESTS_GATEWAY_LOST));
      // its socket is replaced just after its requests have had their outcomes
      Await.await("a new socket", () -> bridge.count(Counter.GATEWAYS_REBUILT) >= 1);
    }
  }

  /** Under load, one of two comes and goes: each request has one outcome, and the other goes on. */
  @Test
  void whileOneComesAndGoesEveryRequestHasOneOutcome() {
    int port = FreePort.find();
    int pages = 4;
    int rounds = 6;
    int burst = 50;
    try (BackEnd stays = named("a");
        TestBridge bridge =
            TestBridge.configured(endpoint("REQ", stays.address(), "tcp://127.0.0.1:" + port))) {
      List<RawPage> all = new ArrayList<>();
      for (int i = 0; i < pages; i++) {
        RawPage page = bridge.page();
        page.connected("1", "e", Json.REQ);
        all.add(page);
      }
      long replies = 0;
      long lost = 0;
      for (int round = 0; round < rounds; round++) {
        BackEnd goes = named("b", port);
        awaitAbsent(bridge, 0);
        for (RawPage page : all) {
          for (int i = 0; i < burst; i++) {
            page.send("1", "x" + i);
          }
        }
        goes.close(); // with what it has
        for (RawPage page : all) {
          TreeSet<String> distinct = new TreeSet<>();
          for (int i = 0; i < burst; i++) {
            JsonObject frame = page.next();
            boolean error = frame.has("msg_type");
            lost += error ? 1 : 0;
            replies += error ? 0 : 1;
            assertTrue(error || distinct.add(text(frame).substring(1)));
          }
        }
        awaitAbsent(bridge, 1);
      }
      assertEquals((long) pages * rounds * burst, replies + lost);
      assertEquals(lost, bridge.count(Counter.REQUESTS_GATEWAY_LOST));
      assertEquals(replies, bridge.count(Counter.REPLIES));
      assertTrue(replies >= (long) pages * rounds * burst / 2, "the other's half came: " + replies);
      for (RawPage page : all) {
        page.send("1", "last").expect("1", "alast");
        page.close(); // nothing is left unread
      }
    }
  }

  @Test
  void eachAddressCountsAgainstTheLimitOfOpenSockets() {
    try (BackEnd a = named("a");
        BackEnd b = named("b");
        TestBridge bridge =
            TestBridge.configured(
                endpoint("REQ", a.address(), b.address()), "limits.maxEndpoints=1");
        RawPage page = bridge.page()) {
      page.connect("1", "e", Json.REQ).expectRefused("1", "limit");
    }
  }

  // SUB

  @Test
  void publicationsComeFromAllPublishersAndEachIsFoundAgainByItself() {
    int port = FreePort.find();
    try (PubService one = new PubService();
        TestBridge bridge =
            TestBridge.configured(endpoint("SUB", one.address(), "tcp://127.0.0.1:" + port));
        RawPage page = bridge.page()) {
      page.connected("s", "e", Json.SUB, "notices", true);
      one.awaitSubscription();
      NoticesTest.expectNotice(page, "s", "service_absent");
      for (int round = 0; round < 3; round++) {
        try (PubService two = new PubService(port)) {
          two.awaitSubscription();
          NoticesTest.expectNotice(page, "s", "service_present");
          awaitAbsent(bridge, 0);
          two.publish("from two " + round);
          page.expect("s", "from two " + round);
          one.publish("from one " + round);
          page.expect("s", "from one " + round);
        }
        NoticesTest.expectNotice(page, "s", "service_absent");
        one.publish("alone " + round);
        page.expect("s", "alone " + round);
      }
    }
  }

  @Test
  void eachPublisherHearsWhatPagesMayReceiveAndNothingIsLostOrDoubled() {
    int publications = 2_000;
    try (PubService one = new PubService();
        PubService two = new PubService();
        TestBridge bridge =
            TestBridge.configured(
                "endpoints.e={type: SUB, hwm: 100000, topics: [\"t/\"], address: [\""
                    + one.address()
                    + "\", \""
                    + two.address()
                    + "\"]}",
                "limits.maxQueuedMessages=100000");
        RawPage page = bridge.page();
        RawPage other = bridge.page()) {
      page.connected("s", "e", Json.SUB);
      other.connected("longer", "e", Json.SUB, "msgfilter", "t/"); // another group
      one.awaitSubscription();
      two.awaitSubscription();
      for (int i = 0; i < publications; i++) {
        one.publish("t/1 " + i);
        two.publish("t/2 " + i);
        two.publish("hidden");
      }
      for (RawPage reader : List.of(page, other)) {
        Map<String, Integer> next = new HashMap<>();
        for (int i = 0; i < 2 * publications; i++) {
          String[] words = text(reader.next()).split(" ", -1);
          int number = next.merge(words[0], 1, Integer::sum) - 1;
          assertEquals(number, Integer.parseInt(words[1]), words[0] + " in order");
        }
        assertEquals(Map.of("t/1", publications, "t/2", publications), next);
      }
      assertEquals(2L * publications, bridge.count(Counter.PUBLICATIONS));
      assertEquals(4L * publications, bridge.count(Counter.DELIVERIES));
    }
  }

  @Test
  void libzmqPublishersAreHeardTogether() {
    try (PythonPeer one = PythonPeer.start("pub");
        PythonPeer two = PythonPeer.start("pub");
        TestBridge bridge = TestBridge.configured(endpoint("SUB", one.address(), two.address()));
        RawPage page = bridge.page()) {
      page.connected("s", "e", Json.SUB);
      one.expect("subscribed");
      two.expect("subscribed");
      one.send("from one");
      page.expect("s", "from one");
      two.send("from two");
      page.expect("s", "from two");
    }
  }

  // REP

  @Test
  void askersComeToEachAddressAndTheirAnswersGoBackThere() {
    String one = FreePort.address();
    String two = FreePort.address();
    try (TestBridge bridge = TestBridge.configured(endpoint("REP", one, two));
        Asker atOne = Asker.req(one);
        Asker atTwo = Asker.req(two);
        RawPage page = bridge.page()) {
      page.connected("p", "e", Json.REP);
      atOne.ask("from one", "p");
      atTwo.ask("from two", "p");
      for (int i = 0; i < 2; i++) {
        JsonArray ask = ServicesTest.ask(page, "p");
        ServicesTest.answer(page, "p", ask, "to " + ask.get(2).getAsString().substring(5));
      }
      assertEquals(List.of("to one"), atOne.answer());
      assertEquals(List.of("to two"), atTwo.answer());
      assertEquals(1, bridge.count(Counter.GATEWAYS_OPENED), "one socket is bound twice");
    }
  }

  @Test
  void aTakenAddressOfTwoStopsTheStartAndFreesTheOther() throws IOException {
    String free = FreePort.address();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String other = "tcp://127.0.0.1:" + taken.getLocalPort();
      IllegalStateException refused =
          assertThrows(
              IllegalStateException.class,
              () -> TestBridge.configured(endpoint("REP", free, other)).close());
      assertTrue(refused.getMessage().contains(other), refused.getMessage());
    }
    try (TestBridge bridge = TestBridge.start(b -> b.endpoint("e", SocketType.REP, List.of(free)));
        Asker asker = Asker.req(free)) {
      asker.ask("hello", "p").expectError("no_such_page");
      assertEquals(0, bridge.count(Counter.ASKS));
    }
  }

  // Reload

  @Test
  void fromOneAddressToTwoAndBackUnderTraffic() {
    try (BackEnd a = named("a");
        BackEnd b = named("b");
        TestBridge bridge = TestBridge.configured(endpoint("REQ", a.address()))) {
      RawPage page = bridge.page();
      page.connected("1", "e", Json.REQ);
      for (int round = 0; round < 4; round++) {
        boolean two = round % 2 == 0;
        long before = bridge.count(Counter.REQUESTS);
        for (int i = 0; i < 20; i++) {
          page.send("1", "x");
        }
        bridge.awaitCount(Counter.REQUESTS, before + 20);
        ReloadReport report =
            bridge.reload(
                two ? endpoint("REQ", a.address(), b.address()) : endpoint("REQ", a.address()));
        assertEquals(List.of("endpoints.e (changed)"), report.changed());
        Map<String, Integer> outcomes = new HashMap<>();
        for (int i = 0; i < 20; i++) { // each request has its outcome before the close
          JsonObject frame = page.next();
          outcomes.merge(frame.has("msg_type") ? "error" : "reply", 1, Integer::sum);
        }
        assertEquals(1012, page.closeCode(), outcomes.toString());
        page = bridge.page();
        page.connected("1", "e", Json.REQ);
        awaitAbsent(bridge, 0);
        assertEquals(two ? Map.of("a?", 5, "b?", 5) : Map.of("a?", 10), answers(page, 10));
      }
      page.close();
    }
  }

  @Test
  void aRepEndpointTakesAnAddressMoreAndGivesItBack() {
    String one = FreePort.address();
    String two = FreePort.address();
    try (TestBridge bridge = TestBridge.configured(endpoint("REP", one))) {
      for (int round = 0; round < 2; round++) {
        assertTrue(bridge.reload(endpoint("REP", one, two)).isDone());
        answersAt(bridge, one, two);
        assertTrue(bridge.reload(endpoint("REP", one)).isDone());
        answersAt(bridge, one);
        Await.await(two + " to be free", () -> isFree(two));
      }
    }
  }

  private static boolean isFree(String address) {
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  private static void answersAt(TestBridge bridge, String... addresses) {
    RawPage page = bridge.page();
    page.connected("p", "e", Json.REP);
    for (String address : addresses) {
      try (Asker asker = Asker.req(address)) {
        asker.ask("question", "p");
        ServicesTest.answer(page, "p", "answer");
        assertEquals(List.of("answer"), asker.answer());
      }
    }
    page.close();
  }
}
