package org.zmqwebbridge.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.Handshake;

class AllOfTest {
  private static final Decision HUGO =
      Decision.allow(Grant.to("hugo").topics(Topics.of("a/", "b/")));
  private static final Decision NARROW = Decision.allow(Grant.ANYONE.topics(Topics.of("b/c")));

  private final Handshake handshake =
      new Handshake.Builder()
          .build("/data", "", new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), false);
  private final ZmqRequest request =
      new ZmqRequest(
          1, handshake, Grant.ANYONE, SocketType.SUB, "news", "tcp://127.0.0.1:1", "", Map.of());
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicReference<Optional<String>> seen = new AtomicReference<>();

  private Authorizer answering(Decision decision) {
    return new Authorizer() {
      @Override
      public Decision websocketAllowed(Handshake handshake) {
        asked.incrementAndGet();
        return decision;
      }

      @Override
      public Decision zmqAllowed(ZmqRequest question) {
        asked.incrementAndGet();
        seen.set(question.principal());
        return decision;
      }

      @Override
      public Decision renewalAllowed(RenewalRequest question) {
        asked.incrementAndGet();
        seen.set(question.principal());
        return decision;
      }
    };
  }

  private static Decision later(Decision decision) {
    return Decision.later(CompletableFuture.completedFuture(decision));
  }

  private static Decision settled(Decision decision) {
    return decision instanceof Decision.Later stage
        ? stage.stage().toCompletableFuture().join()
        : decision;
  }

  @Test
  void bothMustSayYesAndTheGrantIsTheLesserNowOrLater() {
    Decision both = Decision.allow(Grant.to("hugo").topics(Topics.of("b/c")));
    for (Decision first : new Decision[] {HUGO, later(HUGO)}) {
      for (Decision second : new Decision[] {NARROW, later(NARROW)}) {
        AllOf all = new AllOf(answering(first), answering(second));
        assertEquals(both, settled(all.websocketAllowed(handshake)));
        assertEquals(both, settled(all.zmqAllowed(request)));
      }
      for (Decision second : new Decision[] {Decision.DENY, later(Decision.DENY)}) {
        AllOf all = new AllOf(answering(first), answering(second));
        assertEquals(Decision.DENY, settled(all.zmqAllowed(request)));
      }
    }
  }

  @Test
  void bothMustRenewAndAnAuthorizerThatSaysNothingOfItDoesNot() {
    RenewalRequest renewal = new RenewalRequest(1, handshake, Grant.ANYONE, Map.of());
    Decision both = Decision.allow(Grant.to("hugo").topics(Topics.of("b/c")));
    AllOf all = new AllOf(answering(HUGO), answering(NARROW));
    assertEquals(both, settled(all.renewalAllowed(renewal)));
    assertEquals(Optional.of("hugo"), seen.get());
    Authorizer silent = new Authorizer() {};
    for (AllOf one :
        new AllOf[] {new AllOf(silent, answering(HUGO)), new AllOf(answering(HUGO), silent)}) {
      assertInstanceOf(Decision.Denied.class, settled(one.renewalAllowed(renewal)));
    }
  }

  @Test
  void theSecondIsNotAskedWhereTheFirstSaysNo() {
    for (Decision no : new Decision[] {Decision.DENY, later(Decision.DENY)}) {
      AllOf all = new AllOf(answering(no), answering(HUGO));
      asked.set(0);
      assertEquals(Decision.DENY, settled(all.websocketAllowed(handshake)));
      assertEquals(1, asked.get());
    }
  }

  @Test
  void theSecondKnowsWhatTheFirstHasGranted() {
    settled(new AllOf(answering(later(HUGO)), answering(NARROW)).zmqAllowed(request));
    assertEquals(Optional.of("hugo"), seen.get());
  }

  @Test
  void noAnswerIsNoYes() {
    assertEquals(null, settled(new AllOf(answering(null), answering(HUGO)).zmqAllowed(request)));
    assertEquals(
        null, settled(new AllOf(answering(HUGO), answering(later(null))).zmqAllowed(request)));
  }
}
