package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Gauge;

/** Pages that are DEALERs, on connections that they share or have of their own. */
final class DealerTest {
  private static TestBridge with(String address, String more, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("endpoints.work={type: DEALER, address: \"" + address + "\"" + more + "}");
    return TestBridge.configured(all.toArray(String[]::new));
  }

  /** A ROUTER that is bound; what it hears has its peer's id first. */
  private static final class Router implements AutoCloseable {
    private final ZContext context = new ZContext();
    private final String address = FreePort.address();
    private final ZMQ.Socket socket = context.createSocket(SocketType.ROUTER);

    Router() {
      socket.setReceiveTimeOut(Await.DEADLINE_MILLIS);
      socket.setLinger(0);
      FreePort.bind(socket, address);
    }

    List<byte[]> receive() {
      List<byte[]> frames = new ArrayList<>();
      do {
        byte[] frame = socket.recv();
        if (frame == null) {
          throw new AssertionError("the service received nothing");
        }
        frames.add(frame);
      } while (socket.hasReceiveMore());
      return frames;
    }

    /** Sends to whom the frames before the last so many came from. */
    void answer(List<byte[]> to, int envelope, String... parts) {
      for (int i = 0; i < envelope; i++) {
        socket.sendMore(to.get(i));
      }
      for (int i = 0; i < parts.length; i++) {
        socket.send(parts[i], i < parts.length - 1 ? ZMQ.SNDMORE : 0);
      }
    }

    @Override
    public void close() {
      context.close();
    }
  }

  private static String text(byte[] frame) {
    return new String(frame, UTF_8);
  }

  @Test
  void eachPageHearsWhatBeginsWithItsRouteAlsoUnaskedAndMoreThanOnce() {
    try (Router service = new Router();
        TestBridge bridge = with(service.address, "");
        PageSockets one = new PageSockets(bridge);
        PageSockets two = new PageSockets(bridge)) {
      one.open(1, "DEALER", "work");
      two.open(1, "DEALER", "work");
      one.send(1, "question", "");
      List<byte[]> ofOne = service.receive();
      assertEquals(4, ofOne.size());
      assertEquals("question", text(ofOne.get(2)));
      two.send(1, "another");
      List<byte[]> ofTwo = service.receive();
      assertFalse(Arrays.equals(ofOne.get(1), ofTwo.get(1)));
      service.answer(ofTwo, 2, "two");
      service.answer(ofOne, 2, "first", "");
      service.answer(ofOne, 2, "second");
      service.answer(ofTwo, 2, "unasked");
      assertEquals("first/", one.heard(1));
      assertEquals("second", one.heard(1));
      assertEquals("two", two.heard(1));
      assertEquals("unasked", two.heard(1));
      one.cut();
      two.cut();
    }
  }

  @Test
  void aLibzmqRepServiceAnswersBehindAnEmptyDelimiter() {
    try (PythonPeer service = PythonPeer.start("echo");
        TestBridge bridge = with(service.address(), "");
        PageSockets page = new PageSockets(bridge)) {
      page.open(1, "DEALER", "work");
      page.send(1, "", "hello");
      assertEquals("/hello", page.heard(1));
      page.cut();
    }
  }

  @Test
  void whatBeginsWithNoPagesRouteIsCountedAndDropped() {
    try (Router service = new Router();
        TestBridge bridge = with(service.address, "");
        PageSockets page = new PageSockets(bridge)) {
      page.open(1, "DEALER", "work");
      page.send(1, "question");
      List<byte[]> question = service.receive();
      service.answer(question, 1, "no route", "at all");
      service.answer(question, 1, "alone");
      service.socket.sendMore(question.get(0));
      service.socket.send(question.get(1));
      service.answer(question, 2, "answer");
      assertEquals("answer", page.heard(1));
      assertEquals(3, bridge.count(Counter.MESSAGES_UNROUTABLE));
      page.cut();
    }
  }

  @Test
  void aPageThatHasLeftHearsNothingMoreAndNobodyElseHearsIt() {
    try (Router service = new Router();
        TestBridge bridge = with(service.address, "");
        PageSockets page = new PageSockets(bridge)) {
      page.open(1, "DEALER", "work");
      page.send(1, "question");
      List<byte[]> question = service.receive();
      page.say("{'op': 'close', 'channel': 1}");
      page.hears(1, "closed", 0);
      page.open(1, "DEALER", "work");
      service.answer(question, 2, "late");
      bridge.awaitCount(Counter.MESSAGES_UNROUTABLE, 1);
    }
  }

  @Test
  @Reaches("limits.maxUntakenBytes")
  void whatAPageDoesNotTakeWaitsAsFarAsThereIsRoomAndHoldsUpNobodyElse() {
    try (Router service = new Router();
        TestBridge bridge = with(service.address, "", "limits.maxUntakenBytes=1024");
        PageSockets slow = new PageSockets(bridge);
        PageSockets quick = new PageSockets(bridge)) {
      slow.open(1, "DEALER", "work", ", 'credit': 0");
      quick.open(1, "DEALER", "work");
      slow.send(1, "question");
      List<byte[]> ofSlow = service.receive();
      quick.send(1, "question");
      List<byte[]> ofQuick = service.receive();
      service.answer(ofSlow, 2, "x".repeat(600));
      service.answer(ofSlow, 2, "y".repeat(600));
      service.answer(ofSlow, 2, "z".repeat(600));
      service.answer(ofQuick, 2, "quick");
      assertEquals("quick", quick.heard(1));
      assertEquals(2, bridge.count(Counter.MESSAGES_NOT_TAKEN));
      slow.say("{'op': 'credit', 'channel': 1, 'messages': 1}");
      assertEquals("x".repeat(600), slow.heard(1));
      assertEquals(2, slow.lost(1, "dropped", 1501));
      slow.say("{'op': 'credit', 'channel': 1, 'messages': 1}");
      service.answer(ofSlow, 2, "again");
      assertEquals("again", slow.heard(1));
      slow.cut();
      quick.cut();
    }
  }

  @Test
  void ofItsOwnConnectionAServiceSeesAPageAsAPeerAndItsMessagesAsTheyAre() {
    try (Router service = new Router();
        TestBridge bridge = with(service.address, ", connections: own");
        PageSockets one = new PageSockets(bridge);
        PageSockets two = new PageSockets(bridge)) {
      one.open(1, "DEALER", "work");
      two.open(1, "DEALER", "work");
      one.send(1, "question", "");
      List<byte[]> ofOne = service.receive();
      assertEquals(3, ofOne.size());
      two.send(1, "question");
      List<byte[]> ofTwo = service.receive();
      assertFalse(Arrays.equals(ofOne.get(0), ofTwo.get(0)));
      service.answer(ofTwo, 1, "two");
      service.answer(ofOne, 1, "one", "");
      assertEquals("one/", one.heard(1));
      assertEquals("two", two.heard(1));
      assertEquals(2, bridge.gauge("work", Gauge.OWN_CONNECTIONS));
      one.cut();
      two.cut();
    }
  }

  @Test
  @Reaches("limits.maxOwnConnections")
  void ownConnectionsAreBoundedAndComeFreeWithTheirPages() {
    try (Router service = new Router();
        TestBridge bridge =
            with(service.address, ", connections: own", "limits.maxOwnConnections=1");
        PageSockets page = new PageSockets(bridge)) {
      page.open(1, "DEALER", "work");
      page.ask(2, "DEALER", "work", "").hears(2, "refused", 1304);
      assertEquals(1, bridge.count(Counter.CONNECTS_OVER_LIMIT));
      page.say("{'op': 'close', 'channel': 1}").hears(1, "closed", 0);
      page.open(2, "DEALER", "work");
    }
  }

  @Test
  void anOwnConnectionIsNotReadWhileItsPageTakesNothing() {
    try (Router service = new Router();
        TestBridge bridge = with(service.address, ", connections: own");
        PageSockets page = new PageSockets(bridge)) {
      page.open(1, "DEALER", "work", ", 'credit': 1");
      page.send(1, "question");
      List<byte[]> question = service.receive();
      service.answer(question, 1, "one");
      service.answer(question, 1, "two");
      service.answer(question, 1, "three");
      assertEquals("one", page.heard(1));
      page.say("{'op': 'credit', 'channel': 1, 'messages': 2}");
      assertEquals("two", page.heard(1));
      assertEquals("three", page.heard(1));
    }
  }

  @Test
  void whatAPageSendsOnItsOwnConnectionGoesOnWhenItHasLeft() {
    try (Router service = new Router();
        TestBridge bridge = with(service.address, ", connections: own")) {
      try (PageSockets page = new PageSockets(bridge)) {
        page.open(1, "DEALER", "work");
        page.send(1, "last words");
        page.cut();
      }
      assertEquals("last words", text(service.receive().get(1)));
      Await.await("its connection to end", () -> bridge.gauge("work", Gauge.OWN_CONNECTIONS) == 0);
    }
  }
}
