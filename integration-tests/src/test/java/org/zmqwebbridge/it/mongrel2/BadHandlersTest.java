package org.zmqwebbridge.it.mongrel2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** Handlers that say nonsense, too late, to others, without end; the others go on. */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class BadHandlersTest {
  private static void stillServes(OurServer server, JavaHandler handler) {
    try (Client client = server.client()) {
      client.get("/h/good");
      Heard heard = handler.hear();
      while (!heard.path().equals("/h/good")) {
        heard = handler.hear();
      }
      handler.answer(heard.id());
      client.expect(JavaHandler.OK);
    }
  }

  /** Its connection has ended, and it comes again by itself. */
  private static void isHeardAgain(OurServer server, JavaHandler handler) {
    long before = server.count(Counter.MONGREL2_UNKNOWN);
    Await.await(
        "a reply of a handler that has come again",
        () -> {
          handler.reply("x", 4_000_000_000L);
          return server.count(Counter.MONGREL2_UNKNOWN) > before;
        });
  }

  @Test
  void replyForAThousandIdsIsDropped() {
    try (OurServer server = OurServer.start(new Plan());
        JavaHandler handler = server.handler()) {
      handler.reply("x", LongStream.range(0, 1000).toArray());
      stillServes(server, handler);
      assertEquals(1, server.count(Counter.MONGREL2_REPLIES_MALFORMED));
      assertEquals(0, server.count(Counter.MONGREL2_UNKNOWN));
    }
  }

  @Test
  void nonsenseIsDroppedAndCountedAndStallsNobody() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (OurServer server = OurServer.start(new Plan());
        JavaHandler handler = server.handler()) {
      for (int i = 0; i < 1000; i++) {
        String noise =
            random.ints(40, 33, 256).mapToObj(Character::toString).collect(Collectors.joining());
        handler.say("_" + noise);
      }
      stillServes(server, handler);
      assertEquals(1000, server.count(Counter.MONGREL2_REPLIES_MALFORMED), "seed " + seed);
    }
  }

  @Test
  void lengthsAndNumbersThatLieAreDropped() {
    List<String> lies =
        List.of(
            "a 999999:1, x",
            "a 9999999999:1, x",
            "a -1:1, x",
            "a 01:1",
            "a 1:1,",
            "a 0:, x",
            "a 1: , x",
            "a 2:X , x",
            "a 1:X, x",
            "a 11:99999999999, x",
            "a 3:1,2, x",
            "a 3:1 -, x",
            "a  1:1, x",
            " 1:1, x",
            "a_b 1:1, x",
            "a:1, x",
            "\u00e4 1:1, x");
    try (OurServer server = OurServer.start(new Plan());
        JavaHandler handler = server.handler()) {
      lies.forEach(handler::say);
      stillServes(server, handler);
      assertEquals(lies.size(), server.count(Counter.MONGREL2_REPLIES_MALFORMED));
    }
  }

  @Test
  void ordersThatLieAreDropped() {
    List<String> lies =
        List.of(
            "",
            "999999999:",
            "5:3:ctl]",
            "6:3:ctl,]",
            "12:3:ctl,1:1#1:2#]",
            "3:ctl,",
            "0:~",
            "0:]",
            "0:}",
            "1:]".repeat(100));
    try (OurServer server = OurServer.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.get("/h");
      assertEquals(1, handler.hear().id());
      lies.forEach(lie -> handler.order(lie, 1));
      handler.order("13:3:ctl,4:text,]", 1);
      handler.order("9:3:ctl,0:}]", 1);
      handler.reply("there", 1);
      client.expect("there");
      assertEquals(lies.size(), server.count(Counter.MONGREL2_REPLIES_MALFORMED));
    }
  }

  @Test
  void lateReplyReachesNobodyElse() {
    try (OurServer server = OurServer.start(new Plan());
        JavaHandler handler = server.handler()) {
      try (Client first = server.client()) {
        first.get("/h");
        assertEquals(1, handler.hear().id());
      }
      handler.hearGone(1);
      try (Client second = server.client()) {
        second.get("/h");
        assertEquals(2, handler.hear().id());
        handler.reply("too late", 1);
        handler.hearGone(1);
        handler.answer(2);
        second.expect(JavaHandler.OK);
      }
      assertEquals(1, server.count(Counter.MONGREL2_UNKNOWN));
    }
  }

  @Test
  void replyLongerThanItMayBeEndsWhomItNamesAndItsHandlersConnectionAndNoOther() {
    try (OurServer server = OurServer.start(new Plan());
        JavaHandler handler = server.handler();
        JavaHandler bad = server.speaker();
        Client named = server.client();
        Client other = server.client()) {
      named.get("/h");
      assertEquals(1, handler.hear().id());
      other.get("/h");
      assertEquals(2, handler.hear().id());
      bad.reply("x".repeat((16 << 20) + 1), 1);
      named.expectEnd();
      handler.hearGone(1);
      handler.reply("right", 2);
      other.expect("right");
      assertTrue(
          server.bridge().toString().contains("MONGREL2_REPLIES=1"), server.bridge()::toString);
      assertEquals(1, server.count(Counter.MONGREL2_REPLIES_TOO_LARGE));
      isHeardAgain(server, bad);
    }
  }

  @Test
  void repliesOfOneMessageThatAreTooLongTogetherReachWhomTheyCanAndEndTheRest() {
    try (OurServer server = OurServer.start(new Plan());
        JavaHandler handler = server.handler();
        JavaHandler bad = server.speaker();
        Client first = server.client();
        Client second = server.client()) {
      first.get("/h");
      long one = handler.hear().id();
      second.get("/h");
      long two = handler.hear().id();
      String large = "x".repeat(9 << 20);
      bad.say(
          JavaHandler.message("small", one),
          JavaHandler.message(large, two),
          JavaHandler.message(large, two));
      first.expect("small");
      assertEquals(large.length(), second.readAll().length(), server.bridge()::toString);
      handler.hearGone(two);
      assertEquals(2, server.count(Counter.MONGREL2_REPLIES));
      assertEquals(1, server.count(Counter.MONGREL2_REPLIES_TOO_LARGE));
    }
  }

  @Test
  void replyLongerThanItMayBeEndsWhomItNamesAtAUnixSocketToo() throws IOException {
    Path folder = OurServer.folder();
    Plan plan = new Plan().addresses("ipc://" + folder + "/send", "ipc://" + folder + "/recv");
    try (OurServer server = OurServer.start(plan);
        JavaHandler handler = server.handler();
        JavaHandler bad = server.speaker();
        Client named = server.client()) {
      named.get("/h");
      assertEquals(1, handler.hear().id());
      bad.reply("x".repeat((16 << 20) + 1), 1);
      named.expectEnd();
      handler.hearGone(1);
      isHeardAgain(server, bad);
      isHeardAgain(server, handler);
      assertEquals(1, server.count(Counter.MONGREL2_REPLIES_TOO_LARGE));
    }
    Files.delete(folder);
  }

  @Test
  void whoTalksWithoutEndToNobodyKeepsNobodyFromBeingServed() {
    try (OurServer server = OurServer.start(new Plan());
        JavaHandler handler = server.handler();
        JavaHandler bad = server.speaker()) {
      for (int i = 0; i < 20_000; i++) {
        bad.reply("x", 4_000_000_000L);
      }
      stillServes(server, handler);
    }
  }

  @Test
  void answerOfNoHttpIsPassedOnAsItIs() {
    try (OurServer server = OurServer.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      client.get("/h");
      assertEquals(1, handler.hear().id());
      handler.reply("\0\u00ff no HTTP at all", 1);
      client.expect("\0\u00ff no HTTP at all");
    }
  }
}
