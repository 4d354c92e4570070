package org.zmqwebbridge.it.mongrel2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.ExchangeLimits;
import org.zmqwebbridge.edge.HandshakeLimits;
import org.zmqwebbridge.observe.Counter;

/** Clients that say what nobody should; the others go on. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class BadClientsTest {
  /** What two readers could cut differently, or no reader at all. */
  static Stream<String> ambiguous() {
    String head = "POST /h HTTP/1.1\r\nHost: a\r\n";
    return Stream.of(
        head + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        head + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        head + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        head + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
        head + "Content-Length: 3, 3\r\n\r\nabc",
        head + "Content-Length: -1\r\n\r\n",
        head + "Content-Length: +3\r\n\r\nabc",
        head + "Content-Length: 0x3\r\n\r\nabc",
        head + "Content-Length: 3 4\r\n\r\nabc",
        head + "Content-Length:\r\n\r\n",
        head + "Content-Length: 99999999999999999999\r\n\r\n",
        head + "Content-Length : 3\r\n\r\nabc",
        head + "X-A: b\r\n folded\r\n\r\n",
        head + "X-A: b\r\n\tfolded\r\n\r\n",
        head + " X-A: b\r\n\r\n",
        head + "X-A b\r\n\r\n",
        head + ": b\r\n\r\n",
        head + "X-A: b\rX-B: c\r\n\r\n",
        head + "X-A: b\0c\r\n\r\n",
        head + "X\0A: b\r\n\r\n",
        head + "X-\u00e4: b\r\n\r\n",
        "GET /h\r\n\r\n",
        "GET  /h HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /h  HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET\t/h\tHTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /h HTTP/1.1 \r\nHost: a\r\n\r\n",
        "GET /h HTTP/2.0\r\nHost: a\r\n\r\n",
        "GET /h HTTP/1.2\r\nHost: a\r\n\r\n",
        "GET /h http/1.1\r\nHost: a\r\n\r\n",
        "GET /h\0 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /h\r HTTP/1.1\r\nHost: a\r\n\r\n",
        "get /h HTTP/1.1\r\nHost: a\r\n\r\n",
        "G-T /h HTTP/1.1\r\nHost: a\r\n\r\n",
        "ABCDEFGHIJKLMNOPQRSTU /h HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /h\u00e4 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /h{} HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /h| HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /h% HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /h%zz HTTP/1.1\r\nHost: a\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\n\n",
        "nonsense\r\n\r\n");
  }

  @ParameterizedTest
  @MethodSource("ambiguous")
  void whatCouldBeCutInTwoWaysIsRefusedAndNothingOfItHandedOn(String request) {
    try (OurServer server = OurServer.start(new Plan());
        JavaHandler handler = server.handler();
        Client bad = server.client();
        Client good = server.client()) {
      bad.send(request + "GET /h/smuggled HTTP/1.1\r\n\r\n");
      bad.expectRefusal(400);
      assertEquals(1, server.count(Counter.MONGREL2_MALFORMED));
      good.get("/h/good");
      assertEquals("/h/good", handler.hear().path());
    }
  }

  /** Theirs waits for chunks: documented. */
  @Test
  void codingThatNobodyKnowsIsRefused() {
    try (TestServer server = Side.OURS.start(new Plan());
        Client bad = server.client()) {
      bad.send("POST /h HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n");
      bad.expectRefusal(501);
    }
  }

  @ParameterizedTest
  @EnumSource
  void relaxedServerTakesBraces(Side side) {
    try (TestServer server = side.start(new Plan().setting("request.relaxed", 1));
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.get("/h{}^");
      assertEquals("/h{}^", handler.hear().path());
    }
  }

  @ParameterizedTest
  @EnumSource
  void absoluteFormAndAsteriskLeadNowhere(Side side) {
    try (TestServer server = side.start(new Plan())) {
      for (String target : List.of("http://localhost/h", "*")) {
        try (Client client = server.client()) {
          client.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
          client.expectRefusal(404);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void headLongerThanTheBufferIsRefused(Side side) {
    try (TestServer server = side.start(new Plan());
        Client client = server.client()) {
      client.send("GET /h HTTP/1.1\r\nHost: a\r\nX-A: " + "a".repeat(4096) + "\r\n\r\n");
      client.expectRefusal(400);
    }
  }

  @Test
  void headOfAMegabyteAndOfTenThousandHeadersIsCutOffEarly() {
    try (OurServer server = OurServer.start(new Plan());
        JavaHandler handler = server.handler();
        Client good = server.client()) {
      String start = "GET /h HTTP/1.1\r\nHost: a\r\n";
      for (String more : List.of("X-A: " + "a".repeat(1 << 20), "X-A: b\r\n".repeat(10_000))) {
        try (Client bad = server.client()) {
          bad.sendAnyhow((start + more).getBytes(ISO_8859_1));
          String answer = bad.readAll();
          assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 400"), answer);
        }
      }
      assertEquals(2, server.count(Counter.MONGREL2_MALFORMED));
      good.get("/h/good");
      assertEquals("/h/good", handler.hear().path());
    }
  }

  @Test
  void moreDifferentHeadersThanThereMayBeAreLeftOutAndCounted() {
    try (OurServer server = OurServer.start(new Plan().setting("limits.header_count", 3));
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.get("/h", "X-1: a\r\n", "X-2: a\r\n", "X-3: a\r\n", "X-1: b\r\n");
      Heard heard = handler.hear();
      assertEquals("[\"a\",\"b\"]", heard.headers().get("x-1").toString());
      assertTrue(heard.headers().containsKey("x-2"));
      assertTrue(!heard.headers().containsKey("x-3"));
      assertEquals(1, server.count(Counter.MONGREL2_HEADERS_LEFT_OUT));
    }
  }

  @Test
  void moreThanFiveValuesOfOneHeaderAreLeftOutAndCounted() {
    try (OurServer server = OurServer.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.get("/h", "X-1: a\r\n".repeat(7));
      assertEquals(
          "[\"a\",\"a\",\"a\",\"a\",\"a\"]", handler.hear().headers().get("x-1").toString());
      assertEquals(2, server.count(Counter.MONGREL2_HEADERS_LEFT_OUT));
    }
  }

  private static OurServer impatient(Plan plan) {
    EdgeLimits limits =
        EdgeLimits.DEFAULTS
            .with(HandshakeLimits.DEFAULTS.withHandshakeMillis(500))
            .with(ExchangeLimits.DEFAULTS.withBodyMillis(500));
    return OurServer.start(plan, bridge -> bridge.limits(limits));
  }

  @Test
  void headThatDoesNotEndHasADeadlineHoweverSlowlyItGoesOn() {
    try (OurServer server = impatient(new Plan());
        Client quiet = server.client();
        Client slow = server.client()) {
      quiet.send("GET /h HTTP/1.1\r\n");
      slow.send("GET /h HTTP/1.1\r\n");
      while (server.count(Counter.MONGREL2_LATE) < 2) {
        slow.sendAnyhow(new byte[] {'X'});
        Thread.onSpinWait();
      }
      quiet.expectEnd();
    }
  }

  @Test
  void bodyThatDoesNotGoOnHasADeadlineAndItsHandlerIsTold() {
    Plan plan = new Plan().setting("upload.stream", 1);
    try (OurServer server = impatient(plan);
        JavaHandler handler = server.handler();
        Client body = server.client();
        Client upload = server.client()) {
      body.send("POST /h HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n123");
      upload.send("POST /h HTTP/1.1\r\nHost: a\r\nContent-Length: 50000\r\n\r\n1");
      long id = handler.hear().id();
      body.expectEnd();
      upload.expectEnd();
      handler.hearGone(id);
      assertEquals(2, server.count(Counter.MONGREL2_LATE));
    }
  }

  @Test
  void whoWaitsBetweenRequestsHasNoDeadlineOfHeads() {
    try (OurServer server = impatient(new Plan());
        JavaHandler handler = server.handler();
        Client idle = server.client();
        Client late = server.client()) {
      idle.get("/h/idle");
      handler.answer(handler.hear().id());
      idle.expect(JavaHandler.OK);
      idle.send("\r\n\r\n");
      late.send("GET /h");
      late.expectEnd();
      idle.get("/h/again");
      assertEquals("/h/again", handler.hear().path());
    }
  }

  @Test
  void whoTakesNothingEndsAndOthersGoOn() {
    try (OurServer server = OurServer.start(new Plan());
        JavaHandler handler = server.handler();
        Client greedy = server.client();
        Client good = server.client()) {
      greedy.get("/h/greedy");
      long id = handler.hear().id();
      String large = "l".repeat(1 << 20);
      while (server.count(Counter.REPLIES_OVERFLOWED) == 0) {
        handler.reply(large, id);
        good.get("/h/good");
        Heard heard = handler.hear();
        while (!heard.path().equals("/h/good")) {
          assertTrue(heard.isGone());
          heard = handler.hear();
        }
        handler.answer(heard.id());
        good.expect(JavaHandler.OK);
      }
    }
  }

  @Test
  void oneThatAsksFasterThanItTakesIsNotReadOn() {
    try (OurServer server = OurServer.start(new Plan());
        JavaHandler handler = server.handler();
        Client good = server.client()) {
      List<Client> silent = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        silent.add(server.client().send("POST /h HTTP/1.1\r\nContent-Length: 20000\r\n\r\nb"));
      }
      good.get("/h/good");
      assertEquals("/h/good", handler.hear().path(), "bodies that are not whole are told nobody");
      silent.forEach(Client::close);
    }
  }

  @Test
  void quietConnectionsAreEndedByTheirPoints() {
    Plan plan =
        new Plan()
            .setting("limits.tick_timer", 1)
            .setting("limits.min_ping", 1)
            .setting("limits.min_read_rate", 1_000_000)
            .setting("limits.min_write_rate", 1_000_000);
    try (OurServer server = OurServer.start(plan);
        JavaHandler handler = server.handler();
        Client quiet = server.client()) {
      quiet.get("/h");
      assertEquals(1, handler.hear().id());
      quiet.expectEnd();
      assertEquals(1, server.count(Counter.MONGREL2_IDLE));
      try (Client next = server.client()) {
        next.get("/h/next");
        assertEquals("/h/next", handler.hear().path(), "nobody is told of whom that ends");
      }
    }
  }
}
