package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.observe.Counter;

/** Whatever a back end sends instead of an answer is counted and hurts nobody. */
final class BadBackEndTest {
  private static final byte[] EMPTY = {};

  private RouterService service;
  private TestBridge bridge;
  private RawPage page;
  private RawPage other;

  @BeforeEach
  void open() {
    service = new RouterService();
    bridge = bridge(5_000);
    page = bridge.page();
    other = bridge.page();
    page.connected("a", "echo", Json.REQ);
    other.connected("a", "echo", Json.REQ);
  }

  @AfterEach
  void close() {
    page.send("a", "at the end");
    service.reply(service.receive("at the end"), "still served");
    page.expect("a", "still served");
    page.close();
    other.close();
    bridge.close();
    service.close();
  }

  private TestBridge bridge(int requestMillis) {
    return TestBridge.start(
        b ->
            b.endpoint("echo", SocketType.REQ, service.address())
                .limits(Limits.sockets("requestMillis", requestMillis)));
  }

  private List<byte[]> request(RawPage from, String content) {
    from.send("a", content);
    return service.receive(content);
  }

  @Test
  void garbageAnswersNothing() {
    List<byte[]> request = request(page, "x");
    byte[] peer = request.get(0);
    service.send(List.of(peer, EMPTY));
    service.send(List.of(peer, "garbage".getBytes(UTF_8)));
    service.send(List.of(peer, "garbage".getBytes(UTF_8), EMPTY, "content".getBytes(UTF_8)));
    service.send(List.of(peer, EMPTY, EMPTY, EMPTY));
    service.send(List.of(peer, request.get(1))); // the right route, and nothing after it
    bridge.awaitCount(Counter.REPLIES_UNROUTABLE, 5);
    service.reply(request, "y");
    page.expect("a", "y");
  }

  @Test
  void aSecondAnswerReachesNobody() {
    List<byte[]> request = request(page, "x");
    service.reply(request, "first");
    service.reply(request, "second");
    page.expect("a", "first");
    bridge.awaitCount(Counter.REPLIES_UNROUTABLE, 1);
    List<byte[]> next = request(page, "next");
    service.reply(request, "third");
    service.reply(next, "right");
    page.expect("a", "right");
  }

  @Test
  void anAnswerThatComesTooLateReachesNobody() {
    try (TestBridge impatient = bridge(500);
        RawPage asking = impatient.page()) {
      asking.connected("a", "echo", Json.REQ);
      List<byte[]> request = request(asking, "x");
      asking.expectError("a", "timeout");
      service.reply(request, "too late");
      impatient.awaitCount(Counter.REPLIES_UNROUTABLE, 1);
    }
  }

  @Test
  void madeUpRoutesReachNobody() {
    List<byte[]> request = request(page, "x");
    byte[] route = request.get(1);
    for (int i = 0; i < route.length; i++) {
      byte[] changed = route.clone();
      changed[i] ^= 1;
      service.send(List.of(request.get(0), changed, EMPTY, "forged".getBytes(UTF_8)));
    }
    byte[] longer = Arrays.copyOf(route, route.length + 1);
    service.send(List.of(request.get(0), longer, EMPTY, "forged".getBytes(UTF_8)));
    bridge.awaitCount(Counter.REPLIES_UNROUTABLE, route.length + 1);
    service.reply(request, "y");
    page.expect("a", "y");
  }

  @Test
  void twoAnswersThatHaveBecomeOneMessageReachNobody() {
    List<byte[]> request = request(page, "mine");
    List<byte[]> theirs = request(other, "theirs");
    List<byte[]> both = new ArrayList<>(request);
    both.addAll(theirs.subList(1, theirs.size())); // as one flipped bit makes of them
    service.send(both);
    bridge.awaitCount(Counter.REPLIES_UNROUTABLE, 1);
    service.reply(theirs, "to the other");
    other.expect("a", "to the other");
    service.reply(request, "to me");
    page.expect("a", "to me");
  }

  @Test
  void theRouteOfAnEndedRequestOfAnotherConnectionReachesNobody() {
    List<byte[]> old = request(other, "x");
    service.reply(old, "y");
    other.expect("a", "y");
    List<byte[]> request = request(page, "mine");
    service.reply(old, "replayed");
    bridge.awaitCount(Counter.REPLIES_UNROUTABLE, 1);
    service.reply(request, "right");
    page.expect("a", "right");
  }

  @Test
  void theRouteOfAConnectionThatHasEndedReachesNobody() {
    RawPage gone = bridge.page();
    gone.connected("a", "echo", Json.REQ);
    List<byte[]> request = request(gone, "x");
    gone.cut();
    bridge.awaitCount(Counter.REQUESTS_ABANDONED, 1);
    RawPage successor = bridge.page();
    successor.connected("a", "echo", Json.REQ);
    service.reply(request, "for the one before");
    bridge.awaitCount(Counter.REPLIES_UNROUTABLE, 1);
    successor.close();
  }

  @Test
  void tooManyFramesEndOnlyInTheDeadlineOfTheirRequest() {
    try (TestBridge impatient = bridge(2_000);
        RawPage asking = impatient.page();
        RawPage next = impatient.page()) {
      asking.connected("a", "echo", Json.REQ);
      next.connected("a", "echo", Json.REQ);
      List<byte[]> request = request(asking, "x");
      List<byte[]> frames = new ArrayList<>(request.subList(0, 3));
      frames.addAll(Collections.nCopies(5_000, "f".getBytes(UTF_8)));
      service.send(frames);
      impatient.awaitCount(Counter.ZMQ_MESSAGES_TOO_LARGE, 1);
      service.reply(request(next, "y"), "z");
      next.expect("a", "z");
      asking.expectError("a", "timeout");
    }
  }

  @Test
  void ofManyFramesTheLastIsDelivered() {
    List<byte[]> request = request(page, "x");
    service.reply(request, "one", "two", "three");
    page.expect("a", "three");
  }

  @Test
  void whatIsNotUtf8IsDeliveredWithReplacementsAndCounted() {
    List<byte[]> request = request(page, "x");
    List<byte[]> frames = new ArrayList<>(request.subList(0, 3));
    byte[] illFormed = {'a', (byte) 0xc3, (byte) 0x28, (byte) 0xf0, (byte) 0x9f, (byte) 0x98, 'b'};
    frames.add(illFormed);
    service.send(frames);
    page.expect("a", "a\uFFFD(\uFFFDb");
    assertEquals(1, bridge.count(Counter.TEXT_REPLACED));
  }

  @Test
  void asksThatAreNotUtf8AreDeliveredWithReplacements() {
    String address = FreePort.address();
    try (TestBridge rep = TestBridge.start(b -> b.endpoint("page", SocketType.REP, address));
        RawPage answering = rep.page();
        Asker asker = Asker.req(address)) {
      answering.connected("p", "page", Json.REP);
      asker.ask(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, "p".getBytes(UTF_8));
      JsonArray ask = ServicesTest.ask(answering, "p");
      assertEquals("\uFFFD\uFFFD\uFFFD", ask.get(2).getAsString());
      assertEquals(1, rep.count(Counter.TEXT_REPLACED));
    }
  }

  @Test
  void controlCharactersSurviveTheJson() {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < 0x80; c++) {
      all.append(c);
    }
    all.append("\u2028\u2029\uFEFF\uFFFF\uD83D\uDE00");
    service.reply(request(page, "x"), all.toString());
    page.expect("a", all.toString());
  }

  @Test
  void aBackEndThatFloodsDoesNotKeepOthersFromBeingServed() {
    List<byte[]> request = request(page, "x");
    byte[] peer = request.get(0);
    for (int i = 0; i < 20_000; i++) {
      service.send(List.of(peer, "flood".getBytes(UTF_8), EMPTY, "x".getBytes(UTF_8)));
    }
    service.reply(request, "y");
    page.expect("a", "y");
    bridge.awaitCount(Counter.REPLIES_UNROUTABLE, 20_000);
  }
}
