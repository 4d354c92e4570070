package org.zmqwebbridge.it.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.observe.Counter;

/** What clients do wrong: each gets its status, and no node hears of it. */
@SuppressWarnings("try") // clients and nodes end when a test says so
class BadClientsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n",
        "GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /a#b HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /\u00e4 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\n folded\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nA: b\rC: d\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "hello\r\n\r\n",
      })
  void whatIsNoRequestIsRefused(String request) {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client();
        Asking other = beat.client()) {
      other.get("/");
      assertEquals("/", node.hear("uwsgi").path());
      client.send(request);
      client.expectRefusal(400);
      node.hearsNothingNow();
      beat.awaitCount(Counter.BLASTBEAT_MALFORMED, 1);
    }
  }

  /** Theirs closes without a word, and takes the Host by its case. */
  @Test
  void theAnswerToAnUnknownHostNamesItAndThoseThatAre() {
    try (Beat beat = Beat.start(VhostSpec.of("one.test", "a"), VhostSpec.of("two.test:81", "a"));
        JavaNode node = beat.node("a");
        Asking client = beat.client();
        Asking known = beat.client()) {
      client.send(Asking.request("GET", "evil<script>.test", "/"));
      String answer = client.expectRefusal(404);
      assertTrue(answer.contains("There is no host evil<script>.test here"), answer);
      assertTrue(answer.contains("one.test, two.test:81"), answer);
      assertTrue(answer.contains("Content-Type: text/plain"), answer);
      assertTrue(answer.contains("nosniff"), answer);
      assertEquals(1, beat.count(Counter.BLASTBEAT_NOT_FOUND));
      known.send(Asking.request("GET", "TWO.test:81", "/"));
      assertEquals("two.test", node.hear("uwsgi").byName().get("SERVER_NAME"));
    }
  }

  @Test
  void aConnectionStaysWithItsHost() {
    try (Beat beat = Beat.start(VhostSpec.of("one", "a"), VhostSpec.of("two", "a"));
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.send(Asking.request("GET", "one", "/"));
      String sid = node.serve();
      client.send(Asking.request("GET", "two", "/"));
      client.expect(Asking.OK);
      client.expectRefusal(421);
      node.hear(sid, "end", "");
      assertEquals(1, beat.count(Counter.BLASTBEAT_NOT_FOUND));
    }
  }

  @Test
  void aHostWithoutNodesIsAnsweredWith503() {
    try (Beat beat = Beat.start(VhostSpec.of("localhost"));
        Asking client = beat.client()) {
      client.get("/");
      client.expectRefusal(503);
      assertEquals(1, beat.count(Counter.BLASTBEAT_UNAVAILABLE));
    }
  }

  @Test
  void aWebSocketWithoutNodesIsRefusedBeforeItIsOne() {
    try (Beat beat = Beat.start("a");
        Asking client = beat.client()) {
      client.upgrade("/");
      client.expectRefusal(503);
    }
  }

  @Test
  void whatIsNoChunkEndsTheRequest() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.send(Asking.request("POST", "localhost", "/", "Transfer-Encoding: chunked"));
      String sid = node.hear("uwsgi").sid();
      client.send("2\r\nhi\r\nnot hex\r\n");
      node.hear(sid, "body", "hi");
      node.hear(sid, "end", "");
      client.expectRefusal(400);
    }
  }

  @Test
  void anUnknownTransferCodingIsNotImplemented() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.send(Asking.request("POST", "localhost", "/", "Transfer-Encoding: gzip, chunked"));
      client.expectRefusal(501);
      node.hearsNothingNow();
    }
  }

  @Test
  void whatFollowsARequestThatIsNoneIsNotReadAndWhatWasBeforeIsAnswered() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.send(
          Asking.request("GET", "localhost", "/1")
              + "nonsense\r\n\r\n"
              + Asking.request("GET", "localhost", "/2"));
      String sid = node.serve();
      client.expect(Asking.OK);
      client.expectRefusal(400);
      node.hear(sid, "end", "");
    }
  }

  @Test
  void aClientThatSendsNoMoreIsGone() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/");
      String sid = node.hear("uwsgi").sid();
      client.halfClose();
      node.hear(sid, "end", "");
    }
  }
}
