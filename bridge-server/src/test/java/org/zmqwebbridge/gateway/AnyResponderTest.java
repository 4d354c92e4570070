package org.zmqwebbridge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** Responders of an endpoint where any may be asked, by real REQs and DEALERs. */
class AnyResponderTest {
  private final List<Peer> peers = new ArrayList<>();
  private ZmqEndpoint address;
  private EndpointSpec endpoint;
  private RunningShards running;

  private void run(PageLeft pageLeft, GatewayLimits limits) throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = ZmqEndpoint.parseBound("tcp://127.0.0.1:" + free.getLocalPort());
    }
    endpoint =
        EndpointSpec.of("jobs", org.zmqwebbridge.auth.SocketType.REP, address)
            .asks(new AskRules(AskedPage.ANY, pageLeft));
    running = new RunningShards(limits, endpoint);
  }

  private void run(PageLeft pageLeft) throws Exception {
    run(pageLeft, RunningShards.limits(1000, 100, 10_000, 600_000));
  }

  @AfterEach
  void everythingEnds() throws Exception {
    running.close();
    peers.forEach(Peer::close);
  }

  private Peer asker(SocketType type) {
    Peer peer = new Peer(type);
    peers.add(peer);
    peer.connect(address);
    return peer;
  }

  private static Heard nameless(long connection) {
    return new Heard(connection, "", "");
  }

  private ResponderSeat join(Heard responder) throws InterruptedException {
    ResponderSeat seat = running.shards().seat(endpoint, responder);
    seat.join();
    assertTrue(responder.next().startsWith("joined "));
    return seat;
  }

  private static List<byte[]> parts(String... parts) {
    return Stream.of(parts).map(part -> part.getBytes(UTF_8)).toList();
  }

  private static void leave(ResponderSeat seat) throws Exception {
    CompletableFuture<Void> left = new CompletableFuture<>();
    seat.leave(() -> left.complete(null));
    left.get(20, TimeUnit.SECONDS);
  }

  /** It takes asks from now on, or no more. */
  private static void takes(ResponderSeat seat, Heard responder, boolean asks) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    seat.onLoop(
        () -> {
          responder.takesAsks = asks;
          seat.takesMore();
          done.complete(null);
        });
    done.get(20, TimeUnit.SECONDS);
  }

  private void awaitCount(Counter counter, long count) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (counted(counter) < count) {
      assertTrue(System.nanoTime() < deadline, counter + " is " + counted(counter));
      Thread.onSpinWait();
    }
    assertEquals(count, counted(counter));
  }

  private void awaitWaiting(long asks) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (running.counters().endpoint("jobs").value(Gauge.ASKS_WAITING) != asks) {
      assertTrue(System.nanoTime() < deadline, "not " + asks + " asks wait");
      Thread.onSpinWait();
    }
  }

  private long counted(Counter counter) {
    return running.counters().endpoint("jobs").value(counter);
  }

  private static String error(String code, String text) {
    return "{\"status\":\"error\",\"error_msg\":\""
        + text
        + "\",\"code\":\""
        + code
        + "\",\"returnval\":null}";
  }

  @Test
  void whatARequestHasInItIsAskedToTheLastFrameAndItsAnswerComesBack() throws Exception {
    run(PageLeft.ERROR);
    Heard page = nameless(1);
    ResponderSeat seat = join(page);
    Peer req = asker(SocketType.REQ);
    req.send("a", "", "b");
    seat.answer(page.isAsked("a||b"), parts("A", "B"));
    assertEquals("A|B", req.receiveText());
    Peer dealer = asker(SocketType.DEALER);
    dealer.send("no delimiter");
    seat.answer(page.isAsked("no delimiter"), parts("C"));
    assertEquals("C", dealer.receiveText());
    dealer.send("");
    seat.answer(page.isAsked(""), parts("D"));
    assertEquals("D", dealer.receiveText());
  }

  @Test
  void pagesAreAskedInTurnsThoseWithNothingInHandFirst() throws Exception {
    run(PageLeft.ERROR);
    Heard one = nameless(1);
    Heard two = nameless(2);
    ResponderSeat first = join(one);
    ResponderSeat second = join(two);
    Peer asker = asker(SocketType.DEALER);
    asker.send("", "a");
    final int a = one.isAsked("a");
    asker.send("", "b");
    int b = two.isAsked("b");
    second.answer(b, parts("B"));
    assertEquals("|B", asker.receiveText());
    asker.send("", "c"); // it would be the first's turn, which is at its ask
    second.answer(two.isAsked("c"), parts("C"));
    assertEquals("|C", asker.receiveText());
    first.answer(a, parts("A"));
    assertEquals("|A", asker.receiveText());
    asker.send("", "d");
    two.isAsked("d");
    asker.send("", "e");
    one.isAsked("e");
    assertEquals(List.of(), one.rest());
    assertEquals(List.of(), two.rest());
  }

  @Test
  void onePageIsAskedSeveralThingsAtOnceWhereItTakesThem() throws Exception {
    run(PageLeft.ERROR);
    Heard page = nameless(1);
    ResponderSeat seat = join(page);
    Peer asker = asker(SocketType.DEALER);
    asker.send("", "a");
    asker.send("", "b");
    int a = page.isAsked("a");
    seat.answer(page.isAsked("b"), parts("B"));
    seat.answer(a, parts("A"));
    assertEquals("|B", asker.receiveText());
    assertEquals("|A", asker.receiveText());
  }

  @Test
  void whatNobodyTakesNowGoesToTheFirstThatDoes() throws Exception {
    run(PageLeft.ERROR);
    Heard one = nameless(1);
    Heard two = nameless(2);
    takes(join(one), one, false);
    ResponderSeat second = join(two);
    takes(second, two, false);
    Peer asker = asker(SocketType.DEALER);
    asker.send("", "a");
    asker.send("", "b");
    awaitCount(Counter.ASKS_WAITED, 2);
    awaitWaiting(2);
    assertEquals(List.of(), two.rest());
    takes(second, two, true);
    two.isAsked("a");
    two.isAsked("b");
    awaitWaiting(0);
    assertEquals(List.of(), one.rest());
  }

  @Test
  void whatNobodyTakesInTimeHearsSo() throws Exception {
    run(PageLeft.ERROR, RunningShards.limits(1000, 100, 10_000, 1));
    Heard page = nameless(1);
    takes(join(page), page, false);
    Peer asker = asker(SocketType.REQ);
    asker.send("a");
    assertEquals(error("timeout", "No page took the request in time."), asker.receiveText());
    assertEquals(List.of(), page.rest());
  }

  @Test
  void anAskThatComesBeforeAnyPageWaitsForTheFirst() throws Exception {
    run(PageLeft.ERROR);
    Peer asker = asker(SocketType.REQ);
    asker.send("early");
    awaitCount(Counter.ASKS_WAITED, 1);
    Heard page = nameless(1);
    ResponderSeat seat = join(page);
    seat.answer(page.isAsked("early"), parts("E"));
    assertEquals("E", asker.receiveText());
  }

  @Test
  void anAskForWhichNoPageComesHearsSo() throws Exception {
    run(
        PageLeft.ERROR,
        RunningShards.withAbsentPage(RunningShards.limits(1000, 100, 10_000, 600_000), 0));
    Peer asker = asker(SocketType.REQ);
    asker.send("early");
    String text = "No page is connected to this endpoint.";
    assertEquals(error("no_such_page", text), asker.receiveText());
    Heard page = nameless(1);
    ResponderSeat seat = join(page);
    leave(seat);
    asker.send("late");
    assertEquals(error("no_such_page", text), asker.receiveText());
  }

  @Test
  void moreThanMayWaitOverflows() throws Exception {
    run(PageLeft.ERROR, RunningShards.limits(1000, 100, 300, 600_000));
    Peer asker = asker(SocketType.DEALER);
    asker.send("", "a");
    awaitCount(Counter.ASKS_WAITED, 1);
    asker.send("", "b");
    assertTrue(asker.receiveText().contains("\"overflow\""));
    assertEquals(1, counted(Counter.ASKS_WITHOUT_PAGE_OVERFLOWED));
    Heard page = nameless(1);
    join(page);
    page.isAsked("a");
  }

  @Test
  void theAskersOfAPageThatLeavesHearIt() throws Exception {
    run(PageLeft.ERROR);
    Heard page = nameless(1);
    ResponderSeat seat = join(page);
    Heard other = nameless(2);
    join(other);
    Peer asker = asker(SocketType.REQ);
    asker.send("a");
    page.isAsked("a");
    leave(seat);
    assertEquals(error("page_left", "The page left before it answered."), asker.receiveText());
    assertEquals(List.of(), other.rest());
  }

  @Test
  void whereTheEndpointSaysSoTheNextPageIsAskedOrTheFirstThatTakesIt() throws Exception {
    run(PageLeft.NEXT);
    Heard page = nameless(1);
    ResponderSeat leaving = join(page);
    Heard other = nameless(2);
    ResponderSeat others = join(other);
    takes(others, other, false);
    Peer asker = asker(SocketType.DEALER);
    asker.send("", "a");
    page.isAsked("a");
    leave(leaving);
    assertEquals(List.of(), other.rest());
    takes(others, other, true);
    others.answer(other.isAsked("a"), parts("A"));
    assertEquals("|A", asker.receiveText());
    assertEquals(1, counted(Counter.ASKS_GIVEN_ON));
    asker.send("", "b");
    other.isAsked("b");
    leave(others);
    assertTrue(asker.receiveText().contains("\"page_left\""));
  }

  @Test
  void anIdentityIsOnePagesThereAsAnywhereAndItsHeirHasItsAsks() throws Exception {
    run(PageLeft.NEXT);
    Heard page = new Heard(1, "desk", "");
    ResponderSeat seat = running.shards().seat(endpoint, page);
    seat.join();
    String secret = page.next().substring("joined ".length());
    Peer asker = asker(SocketType.DEALER);
    asker.send("", "a");
    page.isAsked("a");
    Heard stranger = new Heard(1, "desk", "");
    running.shards().seat(endpoint, stranger).join();
    stranger.hears("refused in_use");
    Heard reloaded = new Heard(3, "desk", secret);
    ResponderSeat again = join(reloaded);
    page.hears("replaced");
    again.answer(reloaded.isAsked("a"), parts("A"));
    assertEquals("|A", asker.receiveText());
    asker.send("", "b");
    reloaded.isAsked("b");
    assertEquals(List.of(), page.rest());
  }
}
