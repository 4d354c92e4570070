package org.zmqwebbridge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** Responders, asked by real DEALERs. */
class ResponderSeatTest {
  private final List<Peer> peers = new ArrayList<>();
  private ZmqEndpoint address;
  private EndpointSpec endpoint;
  private RunningShards running;

  private void run(PageLeft pageLeft, long maxAskBytes, long requestMillis) throws Exception {
    run(pageLeft, maxAskBytes, requestMillis, 600_000);
  }

  private void run(PageLeft pageLeft, long maxAskBytes, long requestMillis, long signOfLifeMillis)
      throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = ZmqEndpoint.parseBound("tcp://127.0.0.1:" + free.getLocalPort());
    }
    endpoint =
        EndpointSpec.of("pages", org.zmqwebbridge.auth.SocketType.REP, address)
            .asks(AskRules.DEFAULTS.pageLeft(pageLeft));
    running =
        new RunningShards(
            RunningShards.withSignOfLife(
                RunningShards.limits(1000, 100, maxAskBytes, requestMillis), signOfLifeMillis),
            endpoint);
  }

  private void run(PageLeft pageLeft) throws Exception {
    run(pageLeft, 10_000, 600_000);
  }

  @AfterEach
  void everythingEnds() throws Exception {
    running.close();
    peers.forEach(Peer::close);
  }

  private Peer asker() {
    Peer peer = new Peer(SocketType.DEALER);
    peers.add(peer);
    peer.connect(address);
    return peer;
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

  private static void assertError(String code, String text, String answer) {
    assertEquals(
        "|{\"status\":\"error\",\"error_msg\":\""
            + text
            + "\",\"code\":\""
            + code
            + "\",\"returnval\":null}",
        answer);
  }

  private long counted(Counter counter) {
    return running.counters().endpoint("pages").value(counter);
  }

  @Test
  void anAskComesWithAllPartsAndItsAnswerGoesToItsAskerOnce() throws Exception {
    run(PageLeft.ERROR);
    Heard page = new Heard(1);
    ResponderSeat seat = join(page);
    Peer one = asker();
    Peer other = asker();
    one.send("", "a", "", "b", "page");
    int first = page.isAsked("a||b");
    other.send("", "c", "page");
    int second = page.isAsked("c");
    seat.answer(second, parts("C", "", "D"));
    assertEquals("|C||D", other.receiveText());
    seat.answer(second, parts("again"));
    seat.answer(first, parts("A"));
    assertEquals("|A", one.receiveText());
    assertEquals(1, counted(Counter.ANSWERS_UNROUTABLE));
    assertEquals(2, counted(Counter.ASKS_ANSWERED));
  }

  @Test
  void anotherRespondersIdLeadsNowhere() throws Exception {
    run(PageLeft.ERROR);
    Heard page = new Heard(1);
    Heard other = new Heard(2, "other", "");
    ResponderSeat seat = join(page);
    ResponderSeat others = join(other);
    Peer asker = asker();
    asker.send("", "a", "page");
    int id = page.isAsked("a");
    others.answer(id, parts("not mine"));
    seat.answer(id, parts("mine"));
    assertEquals("|mine", asker.receiveText());
  }

  @Test
  void whoHasNoNameIsNotLetInWhereAskersNameTheirPages() throws Exception {
    run(PageLeft.ERROR);
    Heard page = new Heard(1, "", "");
    running.shards().seat(endpoint, page).join();
    page.hears("refused no_identity");
  }

  @Test
  void anErrorOfTheResponderReachesItsAsker() throws Exception {
    run(PageLeft.ERROR);
    Heard page = new Heard(1);
    ResponderSeat seat = join(page);
    Peer asker = asker();
    asker.send("", "a", "page");
    seat.fail(page.isAsked("a"), "no \"such\"\nthing \\ \u00fc");
    assertError("failed", "no \\\"such\\\"\\u000athing \\\\ \u00fc", asker.receiveText());
    assertEquals(1, counted(Counter.ASKS_FAILED));
  }

  @Test
  void whoIsLateIsToldSoAndItsAskerHearsTheError() throws Exception {
    run(PageLeft.ERROR, 10_000, 1);
    Heard page = new Heard(1);
    ResponderSeat seat = join(page);
    Peer asker = asker();
    asker.send("", "a", "page");
    int id = page.isAsked("a");
    page.hears("cancelled " + id);
    seat.answer(id, parts("late"));
    assertError("timeout", "The page did not answer in time.", asker.receiveText());
  }

  @Test
  void theAskersOfAPageThatLeavesHearIt() throws Exception {
    run(PageLeft.ERROR);
    Heard page = new Heard(1);
    ResponderSeat seat = join(page);
    Heard other = new Heard(2, "other", "");
    join(other);
    Peer asker = asker();
    asker.send("", "a", "page");
    page.isAsked("a");
    seat.leave();
    assertError("page_left", "The page left before it answered.", asker.receiveText());
    assertEquals(List.of(), other.rest());
  }

  @Test
  void whereTheEndpointSaysSoTheOtherPagesGetInTurnsWhatOneHadInHand() throws Exception {
    run(PageLeft.NEXT);
    Heard page = new Heard(1);
    ResponderSeat leaving = join(page);
    Heard second = new Heard(2, "second", "");
    ResponderSeat secondSeat = join(second);
    Heard third = new Heard(3, "third", "");
    ResponderSeat thirdSeat = join(third);
    Peer asker = asker();
    asker.send("", "a", "page");
    asker.send("", "b", "page");
    page.isAsked("a");
    int late = page.isAsked("b");
    CompletableFuture<Void> left = new CompletableFuture<>();
    leaving.leave(() -> left.complete(null));
    left.get(20, TimeUnit.SECONDS);
    leaving.answer(late, parts("too late"));
    secondSeat.answer(second.isAsked("a"), parts("A"));
    assertEquals("|A", asker.receiveText());
    thirdSeat.answer(third.isAsked("b"), parts("B"));
    assertEquals("|B", asker.receiveText());
    assertEquals(2, counted(Counter.ASKS_GIVEN_ON));
    assertEquals(2, counted(Counter.ASKS));
  }

  @Test
  void whatFindsNoOtherPageOrWasTooLargeToKeepEndsInPageLeft() throws Exception {
    run(PageLeft.NEXT, 400, 600_000);
    Heard page = new Heard(1);
    ResponderSeat leaving = join(page);
    Heard second = new Heard(2, "second", "");
    Peer asker = asker();
    asker.send("", "x".repeat(500), "page");
    page.isAsked("x".repeat(500));
    asker.send("", "a", "page");
    page.isAsked("a");
    ResponderSeat secondSeat = join(second);
    leaving.leave();
    assertError("page_left", "The page left before it answered.", asker.receiveText());
    second.isAsked("a");
    secondSeat.leave();
    assertError("page_left", "The page left before it answered.", asker.receiveText());
  }

  @Test
  void whoTakesANameOverGetsWhatItHadInHand() throws Exception {
    run(PageLeft.NEXT);
    Heard page = new Heard(1);
    ResponderSeat seat = running.shards().seat(endpoint, page);
    seat.join();
    String secret = page.next().substring("joined ".length());
    Heard other = new Heard(2, "other", "");
    join(other);
    Peer asker = asker();
    asker.send("", "a", "page");
    page.isAsked("a");
    Heard again = new Heard(3, "page", secret);
    ResponderSeat seatAgain = join(again);
    seatAgain.answer(again.isAsked("a"), parts("A"));
    assertEquals("|A", asker.receiveText());
    assertEquals(List.of(), other.rest());
    Heard thief = new Heard(4, "page", "guessed");
    running.shards().seat(endpoint, thief).join();
    thief.hears("refused in_use");
  }

  @Test
  void aHolderThatIsSilentLosesItsNameAndItsAskersHearThatItLeft() throws Exception {
    run(PageLeft.ERROR, 10_000, 600_000, 1);
    Heard page = new Heard(1);
    page.alive = false;
    join(page);
    Peer asker = asker();
    asker.send("", "a", "page");
    page.isAsked("a");
    Heard newcomer = new Heard(2);
    ResponderSeat seat = join(newcomer);
    page.hears("alive?");
    page.hears("replaced");
    assertError("page_left", "The page left before it answered.", asker.receiveText());
    asker.send("", "b", "page");
    seat.answer(newcomer.isAsked("b"), parts("B"));
    assertEquals("|B", asker.receiveText());
    assertEquals(1, counted(Counter.HOLDERS_ASKED));
    assertEquals(1, counted(Counter.HOLDERS_SILENT));
  }

  @Test
  void whoGotANameWithoutItsSecretHasANewOne() throws Exception {
    run(PageLeft.ERROR);
    Heard page = new Heard(1);
    page.principal = Optional.of("hugo");
    String first = joined(page);
    Heard again = new Heard(2);
    again.principal = Optional.of("hugo");
    String second = joined(again);
    assertNotEquals(first, second);
    String secret = second.substring("joined ".length());
    assertEquals(second, joined(new Heard(3, "page", secret)));
    Heard old = new Heard(4, "page", first.substring("joined ".length()));
    running.shards().seat(endpoint, old).join();
    old.hears("refused in_use");
  }

  private String joined(Heard responder) throws InterruptedException {
    running.shards().seat(endpoint, responder).join();
    return responder.next();
  }

  @Test
  void aHolderThatGivesASignOfLifeKeepsItsName() throws Exception {
    run(PageLeft.ERROR);
    Heard page = new Heard(1);
    join(page);
    Heard newcomer = new Heard(2);
    running.shards().seat(endpoint, newcomer).join();
    newcomer.hears("refused in_use");
    page.hears("alive?");
    assertEquals(List.of(), page.rest());
    assertEquals(0, counted(Counter.HOLDERS_SILENT));
  }

  @Test
  void whoeverIsOnTheHoldersConnectionIsRefusedAtOnceAndSoIsAThirdMeanwhile() throws Exception {
    run(PageLeft.ERROR);
    Heard page = new Heard(1);
    page.alive = false;
    ResponderSeat holder = join(page);
    Heard sameConnection = new Heard(1);
    running.shards().seat(endpoint, sameConnection).join();
    sameConnection.hears("refused in_use");
    Heard newcomer = new Heard(2);
    running.shards().seat(endpoint, newcomer).join();
    Heard third = new Heard(3);
    running.shards().seat(endpoint, third).join();
    third.hears("refused in_use");
    holder.leave();
    assertTrue(newcomer.next().startsWith("joined "));
    assertEquals(1, counted(Counter.HOLDERS_ASKED));
  }

  @Test
  void theSameKnownPrincipalHasItsNameAtOnceAndNobodyIsTheSameAsSomebodyUnknown() throws Exception {
    run(PageLeft.ERROR);
    Heard page = new Heard(1);
    page.principal = Optional.of("hugo");
    join(page);
    Heard again = new Heard(2);
    again.principal = Optional.of("hugo");
    join(again);
    page.hears("replaced");
    Heard eve = new Heard(3);
    eve.principal = Optional.of("eve");
    running.shards().seat(endpoint, eve).join();
    eve.hears("refused in_use");
    again.hears("alive?");
    Heard nobody = new Heard(4);
    running.shards().seat(endpoint, nobody).join();
    nobody.hears("refused in_use");
    Heard other = new Heard(5, "other", "");
    join(other);
    Heard likewise = new Heard(6, "other", "");
    running.shards().seat(endpoint, likewise).join();
    likewise.hears("refused in_use");
    other.hears("alive?");
  }

  @Test
  void whoWaitsForANameHasItWhenItsHolderLeaves() throws Exception {
    run(PageLeft.ERROR);
    Heard page = new Heard(1);
    page.alive = false;
    ResponderSeat holder = join(page);
    Heard newcomer = new Heard(2);
    running.shards().seat(endpoint, newcomer).join();
    page.hears("alive?");
    holder.leave();
    assertTrue(newcomer.next().startsWith("joined "));
    assertEquals(0, counted(Counter.HOLDERS_SILENT));
    assertEquals(2, running.counters().value(Counter.SOCKETS_OPENED));
  }

  @Test
  void whoDoesNotWaitForANameAnyMoreNeverGetsIt() throws Exception {
    run(PageLeft.ERROR);
    Heard page = new Heard(1);
    page.alive = false;
    ResponderSeat holder = join(page);
    Heard newcomer = new Heard(2);
    ResponderSeat seat = running.shards().seat(endpoint, newcomer);
    seat.join();
    page.hears("alive?");
    CompletableFuture<Void> left = new CompletableFuture<>();
    seat.leave(() -> left.complete(null));
    left.get(20, TimeUnit.SECONDS);
    holder.leave();
    join(new Heard(3));
    assertEquals(List.of(), newcomer.rest());
  }
}
