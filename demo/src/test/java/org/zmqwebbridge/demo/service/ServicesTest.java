package org.zmqwebbridge.demo.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

class ServicesTest {
  private final Peers peers = new Peers();

  @AfterEach
  void close() {
    peers.close();
  }

  @Test
  void echoReturnsEveryFrame() throws IOException {
    String address = Peers.freeAddress();
    peers.run("echo", () -> new EchoService(address));
    ZMQ.Socket req = peers.connect(SocketType.REQ, address);

    ZMsg.newStringMsg("one", "", "three").send(req);

    assertEquals(ZMsg.newStringMsg("one", "", "three"), ZMsg.recvMsg(req));
  }

  @Test
  void everySymbolIsQuotedInTurn() throws IOException {
    String address = Peers.freeAddress();
    peers.run(
        "quotes",
        () -> new QuotesService(address, InstantSource.system(), new SplittableRandom(7)));
    ZMQ.Socket sub = peers.connect(SocketType.SUB, address);

    Set<String> symbols = new HashSet<>();
    sub.recvStr();
    long first = json(sub.recvStr()).get("n").getAsLong();
    for (int i = 1; i <= QuotesService.SYMBOLS.size(); i++) {
      String topic = sub.recvStr();
      JsonObject quote = json(sub.recvStr());
      assertEquals(topic, quote.get("symbol").getAsString());
      assertEquals(first + i, quote.get("n").getAsLong());
      assertTrue(quote.get("price").getAsDouble() > 0, quote.toString());
      symbols.add(quote.get("symbol").getAsString());
    }
    assertEquals(Set.copyOf(QuotesService.SYMBOLS), symbols);
  }

  @Test
  void membersHearNumberedNotes() throws IOException {
    String address = Peers.freeAddress();
    peers.run("members", () -> new MembersService(address));
    ZMQ.Socket sub = peers.connect(SocketType.SUB, address);

    assertTrue(sub.recvStr().matches("for members only: note \\d+"));
  }

  @Test
  void aJobIsDoneOnce() throws IOException {
    String jobs = Peers.freeAddress();
    String done = Peers.freeAddress();
    peers.run("jobs", () -> new JobsService(jobs, done));
    ZMQ.Socket push = peers.connect(SocketType.PUSH, jobs);
    ZMQ.Socket sub = peers.connect(SocketType.SUB, done);

    sub.setReceiveTimeOut(20);
    String first = null;
    while (first == null) { // until the subscription is there
      push.send("first");
      first = sub.recvStr();
    }
    push.send("last");
    sub.setReceiveTimeOut(10_000);
    String next = sub.recvStr();
    while (next.equals("done: first")) {
      next = sub.recvStr();
    }

    assertEquals("done: first", first);
    assertEquals("done: last", next);
  }

  @Test
  void theAskerNamesWhomItAsksInTheLastFrame() throws IOException {
    String address = Peers.freeAddress();
    String asked = Peers.freeAddress();
    ZMQ.Socket router = peers.bind(SocketType.ROUTER, asked);
    peers.run("asker", () -> new AskerService(address, asked));
    ZMQ.Socket req = peers.connect(SocketType.REQ, address);

    req.send("{\"name\": \"page-1\", \"question\": \"who are you?\"}");
    ZMsg question = ZMsg.recvMsg(router);
    byte[] asker = question.pop().getData();
    assertEquals(ZMsg.newStringMsg("", "who are you?", "page-1"), question);

    router.sendMore(asker);
    ZMsg.newStringMsg("", "a page").send(router);
    assertEquals("a page", json(req.recvStr()).get("answer").getAsString());
  }

  @Test
  void theAskerSaysWhatIsWrongWithAnOrder() throws IOException {
    String address = Peers.freeAddress();
    String asked = Peers.freeAddress();
    peers.run("asker", () -> new AskerService(address, asked));
    ZMQ.Socket req = peers.connect(SocketType.REQ, address);

    for (String order : List.of("", "7", "{", "{}", "{\"name\": \"page-1\"}", "null", "[]")) {
      assertTrue(json(Peers.ask(req, order)).has("error"), order);
    }
  }

  @Test
  void aServiceThatWasPulledComesBackAtItsAddress() throws IOException {
    String address = Peers.freeAddress();
    Outlet echo = peers.run("echo", () -> new EchoService(address));
    assertEquals("before", Peers.ask(peers.connect(SocketType.REQ, address), "before"));

    echo.pull();
    assertFalse(echo.isOn());
    echo.plugIn();

    assertEquals("after", Peers.ask(peers.connect(SocketType.REQ, address), "after"));
  }

  private static JsonObject json(String text) {
    assertNotNull(text, "nothing was received");
    return JsonParser.parseString(text).getAsJsonObject();
  }
}
