package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.edge.Admission;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.Refusal;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.observe.Counter;

/** Who is refused hears why: by a close code if it can, by a status otherwise. */
final class RefusalTest {
  private static final String OFFER = "Sec-WebSocket-Protocol: told\r\n";

  /** Lets nobody in, and tells those who offer {@code told}. */
  private static final class Closed extends EchoDialect {
    @Override
    public CompletionStage<Admission> admits(Handshake handshake) {
      return CompletableFuture.completedFuture(new Refusal(CloseReason.UNAUTHORIZED));
    }

    @Override
    public List<String> subprotocols() {
      return List.of("told", "untold");
    }

    @Override
    public Optional<String> refusesIn(Handshake handshake) {
      return handshake.subprotocols().stream().filter("told"::equals).findFirst();
    }
  }

  private static RawClient send(TestEdge edge, boolean tls, String lines) {
    String request = RawClient.UPGRADE.replace("Host:", lines + "Host:");
    RawClient client = new RawClient(edge.connect(0), tls ? Way.TLS_WHOLE : Way.CLEAR_WHOLE, 1);
    client.write(request.getBytes(ISO_8859_1));
    return client;
  }

  private static TestEdge edge(boolean tls, int maxRefused) {
    return new TestEdge(
        tls,
        TestEdge.limits(
            TestEdge.PATIENT
                .handshake()
                .withMaxConnections(1000)
                .withMaxRefusedConnections(maxRefused)),
        new Closed());
  }

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  void whoCanHearACloseCodeIsLetInOnlyToBeTold(boolean tls) {
    try (TestEdge edge = edge(tls, 256)) {
      RawClient client = send(edge, tls, OFFER);
      assertTrue(client.head().contains("Sec-WebSocket-Protocol: told"));
      client.expectClosed(3000);
      assertEquals(1, edge.count(Counter.HANDSHAKES_REFUSED_HOOK));
      assertEquals(1, edge.count(Counter.REFUSALS_TOLD));
      assertEquals(0, edge.count(Counter.CONNECTIONS_OPENED));
    }
  }

  @Test
  void whoCannotHearsAStatusAndWhyInItsBody() {
    try (TestEdge edge = edge(false, 256)) {
      for (String lines : List.of("", OFFER.replace("told", "untold"))) {
        RawClient client = send(edge, false, lines);
        assertTrue(client.head().startsWith("HTTP/1.1 403 "));
        client.shutdownOutput();
        assertTrue(client.rest().contains("no credential, or a bad one"));
      }
      assertEquals(0, edge.count(Counter.REFUSALS_TOLD));
    }
  }

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  void nothingThatItSendsIsReadAndItIsClosedWithinASecondWhateverItDoes(boolean tls) {
    try (TestEdge edge = edge(tls, 256)) {
      RawClient client = send(edge, tls, OFFER);
      assertTrue(client.head().contains("101"));
      byte[] message = Frames.text("x".repeat(1000));
      while (edge.edge().connections() > 0) { // until the edge ends it
        client.writeIfHeard(message);
      }
      assertEquals(0, edge.count(Counter.MESSAGES_IN));
      client.reset();
    }
  }

  @Test
  void whoSaysNothingMoreIsClosedWithinASecond() {
    try (TestEdge edge = edge(false, 256)) {
      RawClient client = send(edge, false, OFFER);
      assertTrue(client.head().contains("101"));
      client.rest(); // the close frame, and the end: the client neither answers nor leaves
      Await.await("the place is free", () -> edge.edge().connections() == 0);
      client.reset();
    }
  }

  @Test
  void noPlacesAtAllIsTheStatusForAll() {
    try (TestEdge edge = edge(false, 0)) {
      RawClient client = send(edge, false, OFFER);
      assertTrue(client.head().startsWith("HTTP/1.1 403 "));
      assertEquals(1, edge.count(Counter.REFUSALS_UNTOLD));
      client.reset();
    }
  }

  @Test
  void whoOffersOnlySubprotocolsThatAreNotSpokenIsRefusedAndToldWhichAre() {
    try (TestEdge edge = edge(false, 256)) {
      RawClient client = send(edge, false, OFFER.replace("told", "chat, superchat"));
      assertTrue(client.head().startsWith("HTTP/1.1 400 "));
      client.shutdownOutput();
      assertTrue(client.rest().contains("offer told, untold"));
      assertEquals(1, edge.count(Counter.HANDSHAKES_REFUSED_SUBPROTOCOL));
      RawClient mixed = send(edge, false, OFFER.replace("told", "chat, told"));
      assertTrue(mixed.head().contains("101"));
      mixed.expectClosed(3000);
    }
  }

  @Test
  void aForeignOriginIsRefusedBeforeTheUpgradeWhateverItOffers() {
    try (TestEdge edge = edge(false, 256)) {
      RawClient client = send(edge, false, OFFER + "Origin: http://evil.example\r\n");
      assertTrue(client.head().startsWith("HTTP/1.1 403 "));
      assertEquals(1, edge.count(Counter.HANDSHAKES_REFUSED_ORIGIN));
      assertEquals(0, edge.count(Counter.REFUSALS_TOLD));
      client.reset();
    }
  }

  @Test
  void everyOtherRefusalIsCounted() {
    try (TestEdge edge = edge(false, 256)) {
      for (String request :
          List.of(
              "GET /data HTTP/1.1\r\nHost: localhost\r\n\r\n",
              "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n",
              "nonsense\r\n\r\n")) {
        long before = edge.count(Counter.HTTP_REFUSED);
        RawClient client = new RawClient(edge.connect(0), Way.CLEAR_WHOLE, 1);
        client.write(request.getBytes(ISO_8859_1));
        client.head();
        assertEquals(before + 1, edge.count(Counter.HTTP_REFUSED), request);
        client.reset();
      }
    }
  }
}
