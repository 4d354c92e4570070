package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.ExchangeLimits;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.Route;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** Requests of HTTP/1.1 that are held until somebody answers: the bytes of both sides. */
class ExchangeTest {
  private static final int MAX_BODY_BYTES = 1000;

  /** One that has been opened, and what it has heard. */
  private static final class Held implements ExchangeHandler {
    private final org.zmqwebbridge.edge.Exchange exchange;
    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();

    Held(org.zmqwebbridge.edge.Exchange exchange) {
      this.exchange = exchange;
    }

    @Override
    public void onOpen() {
      if (exchange.head().path().endsWith("/undecided")) {
        heard.add("open");
      } else {
        exchange.readBody(MAX_BODY_BYTES);
      }
    }

    @Override
    public void onBody(byte[] body) {
      heard.add(new String(body, UTF_8));
    }

    @Override
    public void onLate() {
      heard.add("late");
    }

    @Override
    public void onGone() {
      heard.add("gone");
    }

    String hear() throws InterruptedException {
      return heard.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
    }

    void answer(String text) {
      assertTrue(exchange.answer(HttpAnswer.text(200, text)));
    }
  }

  private static final class Door extends EchoDialect {
    private final LinkedBlockingQueue<Held> held = new LinkedBlockingQueue<>();

    @Override
    List<Route> routes() {
      return List.of(
          Route.below("/d/", List.of("POST", "GET"), this::open),
          Route.at("/d/fixed", List.of("PUT"), this::open));
    }

    private Held open(org.zmqwebbridge.edge.Exchange exchange) {
      Held opened = new Held(exchange);
      held.add(opened);
      return opened;
    }

    Held next() throws InterruptedException {
      return held.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private final Door door = new Door();
  private TestEdge edge;

  private RawClient client(boolean tls) {
    return client(tls, ExchangeLimits.DEFAULTS);
  }

  private RawClient client(boolean tls, ExchangeLimits limits) {
    edge = new TestEdge(tls, TestEdge.PATIENT.with(limits), door);
    return connect();
  }

  private RawClient connect() {
    return new RawClient(edge.connect(0), edge.tls() ? Way.TLS_WHOLE : Way.CLEAR_WHOLE, 1);
  }

  @AfterEach
  void close() {
    if (edge != null) {
      assertEquals(0, edge.edge().unfinishedExchanges());
      edge.close();
    }
  }

  private static byte[] request(String line, String body, String... headers) {
    String all = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    return (line + " HTTP/1.1\r\nHost: localhost\r\n" + all + "\r\n" + body).getBytes(ISO_8859_1);
  }

  private static byte[] post(String path, String body, String... headers) {
    String[] more = new String[headers.length + 1];
    more[0] = "Content-Length: " + body.length();
    System.arraycopy(headers, 0, more, 1, headers.length);
    return request("POST " + path, body, more);
  }

  private static void expect(RawClient client, int status, String body) {
    String head = client.head();
    assertTrue(head.startsWith("HTTP/1.1 " + status + " "), head);
    assertTrue(head.contains("Content-Length: " + body.length()), head);
    assertEquals(body, client.text(body.length()));
  }

  private static String refused(RawClient client, int status) {
    String head = client.head();
    assertTrue(head.startsWith("HTTP/1.1 " + status + " "), head);
    return head;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whetherItIsSecureIsTheConnectionsToSay(boolean tls) throws Exception {
    RawClient client = client(tls);
    client.write(post((tls ? "http" : "https") + "://localhost/d/1", ""));
    Held held = door.next();
    assertEquals("", held.hear());
    assertEquals(tls, held.exchange.head().secure());
    held.answer("done");
    expect(client, 200, "done\n");
    client.cut();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aHeldRequestIsAnsweredLaterAndItsConnectionGoesOn(boolean tls) throws Exception {
    RawClient client = client(tls);
    for (String body : List.of("one", "two")) {
      client.write(post("/d/x", body));
      Held held = door.next();
      assertEquals(body, held.hear());
      held.answer(body + "!");
      expect(client, 200, body + "!\n");
      assertFalse(held.exchange.answer(HttpAnswer.empty(204)), "answered twice");
    }
    client.cut();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void requestsSentAheadAreAnsweredInOrder(boolean tls) throws Exception {
    RawClient client = client(tls);
    client.write(post("/d/x", "first"), post("/d/x", "second"));
    Held first = door.next();
    assertEquals("first", first.hear());
    client.write(post("/d/x", "third"));
    first.answer("1");
    Held second = door.next();
    assertEquals("second", second.hear());
    second.answer("2");
    Held third = door.next();
    assertEquals("third", third.hear());
    third.answer("3");
    expect(client, 200, "1\n");
    expect(client, 200, "2\n");
    expect(client, 200, "3\n");
    client.cut();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAnswerMayMeetTheNextRequest(boolean tls) throws Exception {
    RawClient client = client(tls);
    for (int i = 0; i < 200; i++) {
      client.write(post("/d/x", "a"));
      Held held = door.next();
      assertEquals("a", held.hear());
      Thread answering = new Thread(() -> held.answer("held"));
      answering.start();
      client.write(post("/d/x", "b"));
      Held next = door.next();
      assertEquals("b", next.hear());
      next.answer("next");
      expect(client, 200, "held\n");
      expect(client, 200, "next\n");
      answering.join();
    }
    client.cut();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aClientThatLeavesIsNoticed(boolean tls) throws Exception {
    RawClient client = client(tls);
    client.write(post("/d/x", "a"));
    Held held = door.next();
    assertEquals("a", held.hear());
    client.cut();
    assertEquals("gone", held.hear());
    assertFalse(held.exchange.answer(HttpAnswer.empty(204)), "answered nobody");
    assertEquals(1, edge.count(Counter.HELD_GONE));
    assertEquals(0, edge.count(Counter.HTTP_REFUSED));
    RawClient other = connect();
    other.write(post("/d/x", "b"));
    Held next = door.next();
    assertEquals("b", next.hear());
    other.reset();
    assertEquals("gone", next.hear());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bodiesComeInChunksAndAfterContinue(boolean tls) throws Exception {
    RawClient client = client(tls);
    client.write(
        request("POST /d/x", "3\r\nabc\r\n", "Transfer-Encoding: chunked"),
        "2\r\nde\r\n0\r\nTrailer: dropped\r\n\r\n".getBytes(ISO_8859_1));
    Held held = door.next();
    assertEquals("abcde", held.hear());
    held.answer("ok");
    expect(client, 200, "ok\n");
    client.write(request("POST /d/x", "", "Content-Length: 2", "Expect: 100-continue"));
    assertTrue(client.head().startsWith("HTTP/1.1 100 "));
    client.write("hi".getBytes(UTF_8));
    held = door.next();
    assertEquals("hi", held.hear());
    held.answer("ok");
    expect(client, 200, "ok\n");
    client.cut();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void continueIsSaidOnlyOnceItIsAdmitted(boolean tls) throws Exception {
    RawClient client = client(tls);
    byte[] head = request("POST /d/undecided", "", "Content-Length: 2", "Expect: 100-continue");
    client.write(head);
    Held admitted = door.next();
    assertEquals("open", admitted.hear());
    admitted.exchange.readBody(MAX_BODY_BYTES);
    assertTrue(client.head().startsWith("HTTP/1.1 100 "));
    client.write("hi".getBytes(UTF_8));
    assertEquals("hi", admitted.hear());
    admitted.answer("ok");
    expect(client, 200, "ok\n");
    client.write(head);
    Held denied = door.next();
    assertEquals("open", denied.hear());
    assertTrue(denied.exchange.answer(HttpAnswer.text(403, "no")));
    assertTrue(refused(client, 403).contains("Connection: close\r\n"), "instead of 100");
    client.drain();
  }

  @Test
  void aBodyThatIsCutAnywhereIsNoBody() throws Exception {
    String body = "2\r\nab\r\n1;x=y\r\nc\r\n0\r\n";
    RawClient first = client(false);
    first.cut();
    for (int cut = 0; cut < body.length(); cut++) {
      RawClient client = connect();
      client.write(request("POST /d/x", body.substring(0, cut), "Transfer-Encoding: chunked"));
      client.shutdownOutput();
      assertEquals("gone", door.next().hear(), body.substring(0, cut));
      client.drain();
    }
    RawClient client = connect();
    client.write(request("POST /d/x", "a", "Content-Length: 2"));
    client.shutdownOutput();
    assertEquals("gone", door.next().hear());
    client.drain();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /d/x http/1.1\r\nHost: x\r\n\r\n",
        "GET /d/../x HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /d/x HTTP/1.1\r\nHost: x, y\r\n\r\n",
        "GET /d/x HTTP/1.1\r\nHost : x\r\n\r\n",
      })
  void aBadRequestBehindGoodOnesIsRefused(String bad) throws Exception {
    for (boolean ahead : new boolean[] {false, true}) {
      RawClient client = ahead ? connect() : client(false);
      byte[] good = post("/d/x", "good");
      client.write(good, ahead ? bad.getBytes(ISO_8859_1) : new byte[0]);
      Held held = door.next();
      assertEquals("good", held.hear());
      held.answer("ok");
      expect(client, 200, "ok\n");
      if (!ahead) {
        client.write(bad.getBytes(ISO_8859_1));
      }
      assertTrue(refused(client, 400).contains("Connection: close\r\n"));
      client.drain();
      assertTrue(door.held.isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 1001", "Content-Length: 99999999999"})
  void aBodyWhoseLengthIsTooLargeIsRefusedUnread(String length) throws Exception {
    RawClient client = client(false);
    client.write(request("POST /d/x", "", length, "Expect: 100-continue"));
    assertEquals("gone", door.next().hear());
    String head = refused(client, 413);
    assertTrue(head.contains("Connection: close"), head);
    assertEquals(1, edge.count(Counter.BODIES_TOO_LARGE));
    client.cut();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBodyThatTurnsOutTooLargeIsRefused(boolean tls) throws Exception {
    RawClient client = client(tls);
    client.write(request("POST /d/x", "3e9\r\n" + "x".repeat(1001), "Transfer-Encoding: chunked"));
    assertEquals("gone", door.next().hear());
    refused(client, 413);
    client.cut();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBodyWithoutEndIsLateAndOthersGoOn(boolean tls) throws Exception {
    RawClient client = client(tls, ExchangeLimits.DEFAULTS.withBodyMillis(300));
    client.write(request("POST /d/x", "a", "Content-Length: 2"));
    Held slow = door.next();
    RawClient other = connect();
    other.write(post("/d/x", "b"));
    Held held = door.next();
    assertEquals("b", held.hear());
    assertEquals("gone", slow.hear());
    refused(client, 408);
    assertEquals(1, edge.count(Counter.BODIES_LATE));
    held.answer("still here");
    expect(other, 200, "still here\n");
    client.cut();
    other.cut();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatNobodyAnswersEndsAtItsDeadline(boolean tls) throws Exception {
    RawClient client = client(tls, ExchangeLimits.DEFAULTS.withHeldMillis(300));
    client.write(post("/d/x", "a"));
    Held held = door.next();
    assertEquals("a", held.hear());
    held.exchange.expectAnswerIn(1);
    assertEquals("late", held.hear());
    assertEquals("gone", held.hear());
    refused(client, 504);
    assertEquals(1, edge.count(Counter.HELD_LATE));
    client.cut();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Origin: https://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site"})
  void aForeignPageIsRefusedBeforeItsBodyIsRead(String header) {
    RawClient client = client(false);
    client.write(request("POST /d/x", "", "Content-Length: 5", "Expect: 100-continue", header));
    String head = refused(client, 403);
    assertFalse(head.contains("Access-Control-Allow-Origin"), head);
    assertEquals(1, edge.count(Counter.EXCHANGES_REFUSED_ORIGIN));
    assertTrue(door.held.isEmpty());
    client.cut();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itsOwnPageMayReadTheAnswerAndAskBefore(boolean tls) throws Exception {
    RawClient client = client(tls);
    String origin = (tls ? "https" : "http") + "://localhost";
    client.write(
        request("OPTIONS /d/x", "", "Origin: " + origin, "Access-Control-Request-Method: POST"));
    String head = refused(client, 204);
    assertTrue(head.contains("Access-Control-Allow-Origin: " + origin + "\r\n"), head);
    assertTrue(head.contains("Access-Control-Allow-Methods: POST, GET, HEAD, OPTIONS"), head);
    client.write(post("/d/x", "a", "Origin: " + origin));
    Held held = door.next();
    assertEquals("a", held.hear());
    held.answer("b");
    head = refused(client, 200);
    assertTrue(head.contains("Access-Control-Allow-Credentials: true"), head);
    assertTrue(head.contains("Vary: Origin"), head);
    assertTrue(head.contains("Cache-Control: no-store"), head);
    client.cut();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRefusalBeforeTheBodyHasComeSaysThatTheConnectionEnds(boolean tls) {
    RawClient client = client(tls);
    client.write(request("DELETE /d/x", "whole", "Content-Length: 5"));
    assertFalse(refused(client, 405).contains("Connection: close"));
    client.text("Use POST, GET, HEAD, OPTIONS.\n".length());
    client.write(request("DELETE /d/x", "a part", "Content-Length: 100"));
    assertTrue(refused(client, 405).contains("Connection: close\r\n"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void otherMethodsAndPathsAreRefusedAndFixedPathsWin(boolean tls) throws Exception {
    RawClient client = client(tls);
    client.write(request("DELETE /d/x", ""));
    String head = refused(client, 405);
    assertTrue(head.contains("Allow: POST, GET, HEAD, OPTIONS\r\n"), head);
    client.text("Use POST, GET, HEAD, OPTIONS.\n".length());
    client.write(request("POST /d/fixed", "", "Content-Length: 0"));
    assertTrue(refused(client, 405).contains("Allow: PUT, OPTIONS\r\n"));
    client.text("Use PUT, OPTIONS.\n".length());
    client.write(request("HEAD /d/x", ""));
    Held held = door.next();
    assertEquals("", held.hear());
    held.answer("body");
    assertTrue(refused(client, 200).contains("Content-Length: 5\r\n"));
    for (String path : List.of("/d/", "/d/a/b", "/e/x", "/d")) {
      client.write(request("GET " + path, "", "Connection: keep-alive"));
      refused(client, 404);
      client.text("Not Found.\n".length());
    }
    client.cut();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /d/%2e%2e%2fx", "GET /d/a%2Fb", "GET /d/%00", "GET //d//x"})
  void crookedPathsReachNobody(String line) {
    RawClient client = client(false);
    client.write(request(line, ""));
    String head = client.head();
    assertTrue(head.startsWith("HTTP/1.1 40"), head);
    assertTrue(door.held.isEmpty());
    client.cut();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 1\r\nTransfer-Encoding: chunked",
        "Content-Length: 1\r\nContent-Length: 2",
        "Content-Length: -1",
        "Content-Length: 1, 2",
        "Transfer-Encoding: gzip, identity",
        "X: a\u0000b"
      })
  void framingThatCouldMeanTwoThingsIsRefused(String headers) {
    RawClient client = client(false);
    client.write(request("POST /d/x", "1\r\na\r\n0\r\n\r\n", headers));
    String head = client.head();
    assertTrue(head.startsWith("HTTP/1.1 400 ") || head.startsWith("HTTP/1.1 501 "), head);
    assertTrue(head.contains("Connection: close"), head);
    client.drain();
  }
}
