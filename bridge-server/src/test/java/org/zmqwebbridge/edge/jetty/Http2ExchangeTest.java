package org.zmqwebbridge.edge.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.ConnectionLimits;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.ExchangeLimits;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Http2Client;
import org.zmqwebbridge.observe.Counter;

/** Requests of HTTP/2 that are held until somebody answers: the frames of both sides. */
class Http2ExchangeTest {
  private static final int CANCEL = 8;
  private static final int INITIAL_WINDOW_SIZE = 4;

  private final HoldingDoor door = new HoldingDoor();
  private TestEdge edge;

  private Http2Client client(EdgeLimits limits) {
    edge = new TestEdge(true, limits, door);
    return new Http2Client(edge.edge().port());
  }

  private Http2Client client() {
    return client(TestEdge.PATIENT);
  }

  private Http2Client client(ExchangeLimits limits) {
    return client(TestEdge.PATIENT.with(limits));
  }

  @AfterEach
  void close() {
    Await.await("no exchange is left", () -> edge.edge().unfinishedExchanges() == 0);
    edge.close();
  }

  private HoldingDoor.Held post(Http2Client client, int stream, String body) throws Exception {
    client.request(stream, false, "POST", "/d/x");
    client.data(stream, true, body);
    HoldingDoor.Held held = door.next();
    assertEquals(body, held.hear());
    return held;
  }

  private static void expect(Http2Client client, int stream, int status, String body) {
    assertEquals(Integer.toString(status), client.head(stream).get(":status"));
    assertEquals(body + "\n", client.body(stream, Integer.MAX_VALUE));
  }

  @Test
  void requestsAreAnsweredInAnyOrder() throws Exception {
    try (Http2Client client = client()) {
      HoldingDoor.Held one = post(client, 1, "one");
      HoldingDoor.Held two = post(client, 3, "two");
      two.answer("second");
      expect(client, 3, 200, "second");
      one.answer("first");
      expect(client, 1, 200, "first");
      post(client, 5, "three").answer("third");
      expect(client, 5, 200, "third");
    }
  }

  @Test
  void itsHeadHasTheHostThatIsItsAuthority() throws Exception {
    try (Http2Client client = client()) {
      client.request(1, true, "GET", "/d/x?a=b", "origin", "https://localhost:" + client.port());
      HoldingDoor.Held held = door.next();
      assertEquals("localhost:" + client.port(), held.exchange().head().header("host").get());
      assertEquals("a=b", held.exchange().head().query());
      assertTrue(held.exchange().head().secure());
      held.hear();
      held.answer("x");
      expect(client, 1, 200, "x");
      client.request(3, true, "GET", "/d/x", "origin", "https://elsewhere.example");
      expect(client, 3, 403, "Origin not allowed.");
      client.request(5, true, "GET", "/d/x", "host", "elsewhere.example");
      expect(client, 5, 400, "Bad Request.");
    }
  }

  @Test
  void aResetIsNoticedAndItsConnectionGoesOn() throws Exception {
    try (Http2Client client = client()) {
      HoldingDoor.Held one = post(client, 1, "one");
      HoldingDoor.Held two = post(client, 3, "two");
      client.reset(1);
      assertEquals("gone", one.hear());
      assertTrue(one.exchange().isOver());
      two.answer("still");
      expect(client, 3, 200, "still");
      assertEquals(1, edge.count(Counter.HELD_GONE));
    }
  }

  @Test
  void theEndOfTheConnectionIsNoticedByAll() throws Exception {
    HoldingDoor.Held one;
    HoldingDoor.Held two;
    try (Http2Client client = client()) {
      one = post(client, 1, "one");
      two = post(client, 3, "two");
    }
    assertEquals("gone", one.hear());
    assertEquals("gone", two.hear());
    assertEquals(2, edge.count(Counter.HELD_GONE));
  }

  @Test
  void whatIsAbortedIsResetAlone() throws Exception {
    try (Http2Client client = client()) {
      HoldingDoor.Held one = post(client, 1, "one");
      one.exchange().abort();
      Http2Client.Frame reset = client.answer();
      assertEquals(Http2Client.RST_STREAM, reset.type());
      assertEquals(1, reset.stream());
      assertEquals(CANCEL, reset.error());
      post(client, 3, "two").answer("still");
      expect(client, 3, 200, "still");
    }
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedOnItsStreamAlone() throws Exception {
    try (Http2Client client = client()) {
      client.request(1, false, "POST", "/d/x");
      client.data(1, false, new byte[HoldingDoor.MAX_BODY_BYTES + 1]);
      expect(client, 1, 413, "The body is too large.");
      assertEquals("gone", door.next().hear());
      assertEquals(Http2Client.RST_STREAM, client.answer().type()); // the rest is not read
      client.request(3, false, "POST", "/d/x", "content-length", "100000");
      expect(client, 3, 413, "The body is too large.");
      assertEquals("gone", door.next().hear());
      assertEquals(2, edge.count(Counter.BODIES_TOO_LARGE));
      assertEquals(Http2Client.RST_STREAM, client.answer().type());
      post(client, 5, "fits").answer("yes");
      expect(client, 5, 200, "yes");
    }
  }

  @Test
  void aBodyThatDoesNotComeIsRefused() throws Exception {
    try (Http2Client client = client(ExchangeLimits.DEFAULTS.withBodyMillis(100))) {
      client.request(1, false, "POST", "/d/x");
      client.data(1, false, "so");
      expect(client, 1, 408, "The body did not come in time.");
      assertEquals("gone", door.next().hear());
      assertEquals(1, edge.count(Counter.BODIES_LATE));
    }
  }

  @Test
  void whoIsHeldTooLongIsTold() throws Exception {
    try (Http2Client client = client(ExchangeLimits.DEFAULTS.withHeldMillis(100))) {
      HoldingDoor.Held held = post(client, 1, "x");
      expect(client, 1, 504, "There was no answer in time.");
      assertEquals("gone", held.hear());
      assertEquals(1, edge.count(Counter.HELD_LATE));
    }
  }

  @Test
  void whatIsHeldOutlivesTheDeadlinesOfHandshakesAndWrites() throws Exception {
    EdgeLimits hasty =
        TestEdge.limits(TestEdge.PATIENT.connection().withWriteMillis(50))
            .with(TestEdge.PATIENT.handshake().withHandshakeMillis(200));
    try (Http2Client client = client(hasty)) {
      HoldingDoor.Held held = post(client, 1, "x");
      held.exchange().expectAnswerIn(700);
      assertEquals("late", held.hear());
      held.answer("at last");
      expect(client, 1, 200, "at last");
    }
  }

  @Test
  void aConnectionWithoutRequestsIsToldToGo() {
    try (Http2Client client =
        client(TestEdge.limits(TestEdge.PATIENT.handshake().withHandshakeMillis(100)))) {
      assertEquals(0, client.await(Http2Client.GOAWAY).error());
      assertEquals(-1, client.answer().type());
    }
  }

  @Test
  void anAnswerThatIsNotTakenIsCut() throws Exception {
    ConnectionLimits hasty = TestEdge.PATIENT.connection().withWriteMillis(100);
    edge = new TestEdge(true, TestEdge.limits(hasty), door);
    try (Http2Client client =
        new Http2Client(edge.edge().port(), Http2Client.setting(INITIAL_WINDOW_SIZE, 0))) {
      post(client, 1, "x").answer("never taken");
      assertEquals("200", client.head(1).get(":status"));
      Http2Client.Frame reset = client.answer();
      assertEquals(Http2Client.RST_STREAM, reset.type());
      assertEquals(1, reset.stream());
      Await.await("it is counted", () -> edge.count(Counter.RESPONSES_STALLED) == 1);
    }
  }

  @Test
  void methodsAreThoseOfTheRoute() throws Exception {
    try (Http2Client client = client()) {
      client.request(1, true, "PUT", "/d/x");
      Map<String, String> head = client.head(1);
      assertEquals("405", head.get(":status"));
      assertEquals("POST, GET, HEAD, OPTIONS", head.get("allow"));
      assertFalse(head.containsKey("connection"));
      client.body(1, Integer.MAX_VALUE);
    }
  }
}
