package org.zmqwebbridge.it.mongrel2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.observe.Counter;

/** What handlers say, and what becomes of it. */
@SuppressWarnings("try") // clients and handlers end when a test says so
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
class RepliesTest {
  /** Opens one that a handler has heard of. */
  private static Client known(TestServer server, JavaHandler handler, long id) {
    Client client = server.client();
    client.get("/h");
    assertEquals(id, handler.hear().id());
    return client;
  }

  @ParameterizedTest
  @EnumSource
  void killComesAfterWhatWasSaidBefore(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = known(server, handler, 1)) {
      String large = "l".repeat(1 << 20);
      handler.reply(large, 1);
      handler.kill(1);
      assertEquals(large, client.readAll());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoIsKilledIsNotToldOf(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = known(server, handler, 1)) {
      handler.kill(1);
      client.expectEnd();
      client.close();
      try (Client other = known(server, handler, 2)) {
        other.close();
        handler.hearGone(2);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void halfCloseIsAClose(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = known(server, handler, 1)) {
      client.halfClose();
      handler.hearGone(1);
      client.expectEnd();
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyUnknownIdInAReplyBringsADisconnectNotice(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = known(server, handler, 1)) {
      handler.reply("hi", 77, 1, 88);
      handler.hearGone(77);
      handler.hearGone(88);
      client.expect("hi");
      handler.kill(99);
      handler.hearGone(99);
    }
  }

  @ParameterizedTest
  @EnumSource
  void replyToSeveralReachesEachAsOftenAsItIsNamed(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client first = known(server, handler, 1);
        Client second = known(server, handler, 2)) {
      handler.reply("ab", 1, 2, 1);
      first.expect("abab");
      second.expect("ab");
    }
  }

  @ParameterizedTest
  @EnumSource
  void replyReaches128ConnectionsAndNoneOf129(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler()) {
      List<Client> clients = new ArrayList<>();
      try {
        for (int id = 1; id <= 129; id++) {
          clients.add(known(server, handler, id));
        }
        handler.reply("lost", LongStream.rangeClosed(1, 129).toArray());
        handler.reply("1st", LongStream.rangeClosed(1, 128).toArray());
        handler.reply("2nd", 129);
        clients.subList(0, 128).forEach(client -> client.expect("1st"));
        clients.get(128).expect("2nd");
      } finally {
        clients.forEach(Client::close);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void replyMayNameAnyUuidAndEndItsListWithASpace(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = known(server, handler, 1)) {
      handler.say("some-Other-1 1:1, one");
      handler.say(Plan.SENDER + " 2:1 , two");
      client.expect("onetwo");
    }
  }

  @ParameterizedTest
  @EnumSource
  void malformedReplyIsDroppedAndOthersAreNot(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = known(server, handler, 1)) {
      for (String wrong : List.of("", "x", Plan.SENDER + " 1:1,no space", "a_b 1:1, x")) {
        handler.say(wrong);
      }
      handler.say(Plan.SENDER + " 0:, nobody");
      handler.say(Plan.SENDER + " 9:1, too long");
      handler.say(Plan.SENDER + " 1:x, no number");
      handler.reply("right", 1);
      client.expect("right");
    }
  }

  @Test
  void malformedRepliesAreCounted() {
    try (OurServer server = OurServer.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = known(server, handler, 1)) {
      handler.say("nonsense");
      handler.say(Plan.SENDER + " 1:1,x");
      handler.reply("right", 1);
      client.expect("right");
      assertEquals(2, server.count(Counter.MONGREL2_REPLIES_MALFORMED));
      assertEquals(1, server.count(Counter.MONGREL2_REPLIES));
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachFrameIsAReplyOfItsOwn(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = known(server, handler, 1)) {
      handler.say(JavaHandler.message("one", 1), JavaHandler.message("two", 1));
      client.expect("onetwo");
      handler.say(JavaHandler.message("", 1), "the body that was meant");
      client.expectEnd();
    }
  }

  /** Theirs closes at the 17th: documented. */
  @Test
  void burstOfSmallRepliesArrivesWhole() {
    try (TestServer server = Side.OURS.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = known(server, handler, 1)) {
      for (int i = 0; i < 100; i++) {
        handler.reply("%05d".formatted(i), 1);
      }
      for (int i = 0; i < 100; i++) {
        client.expect("%05d".formatted(i));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyRepliesThatBeginWithThePrefixAreHeard(Side side) {
    try (TestServer server = side.start(new Plan().hears("mine"));
        JavaHandler handler = server.handler();
        Client client = known(server, handler, 1)) {
      handler.say("yours 1:1, yours");
      handler.say("mine-and-more 1:1, mine");
      client.expect("mine");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyHandlerMayReplyToAnyConnection(Side side) {
    Plan other = new Plan();
    try (TestServer server = side.start(new Plan().with("/o", other.handler()));
        JavaHandler handler = server.handler();
        JavaHandler stranger = JavaHandler.speaker(other.handler());
        Client client = known(server, handler, 1)) {
      stranger.reply("from another", 1);
      client.expect("from another");
    }
  }

  @ParameterizedTest
  @EnumSource
  void disconnectGoesToWhomTheConnectionHasSpokenWithLast(Side side) {
    Plan other = new Plan();
    try (TestServer server = side.start(new Plan().with("/o", other.handler()));
        JavaHandler handler = server.handler();
        JavaHandler last = JavaHandler.connect(other.handler());
        Client client = known(server, handler, 1)) {
      client.get("/o");
      assertEquals("/o", last.hear().path());
      client.close();
      last.hearGone(1);
    }
  }

  @Test
  void whatWasSaidBeforeACancelIsWritten() {
    try (TestServer server = Side.OURS.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = known(server, handler, 1)) {
      handler.say(
          JavaHandler.message("said", 1),
          JavaHandler.message(", and this", 1),
          Plan.SENDER + " 3:X 1, 23:3:ctl,13:6:cancel,1:1#}]");
      client.expect("said, and this");
      client.expectEnd();
    }
  }

  @ParameterizedTest
  @EnumSource
  void cancelEndsAConnectionOfWhichNobodyIsTold(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = known(server, handler, 1)) {
      handler.order("23:3:ctl,13:6:cancel,1:1#}]", 1);
      client.expectEnd();
      handler.order("23:3:ctl,13:6:cancel,1:1#}]", 77);
      handler.order("28:3:ctl,18:10:keep-alive,1:1#}]", 78);
      handler.hearGone(78);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ordersThatMeanNothingAreIgnored(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = known(server, handler, 1)) {
      handler.order("28:3:ctl,18:10:keep-alive,1:1#}]", 1);
      handler.order("24:3:ctl,14:7:unknown,1:1#}]", 1);
      handler.order("no tnetstring", 1);
      handler.reply("still there", 1);
      client.expect("still there");
    }
  }

  @ParameterizedTest
  @EnumSource
  void orderThatNobodyKnowsEndsTheConnection(Side side) {
    try (TestServer server = side.start(new Plan());
        JavaHandler handler = server.handler();
        Client client = known(server, handler, 1)) {
      handler.order("13:3:xyz,4:what,]", 1);
      client.expectEnd();
    }
  }

  @Test
  void unknownIdsAreCounted() {
    try (OurServer server = OurServer.start(new Plan());
        JavaHandler handler = server.handler()) {
      handler.reply("x", 5, 6, 4_294_967_295L);
      for (long id : List.of(5L, 6L, 4_294_967_295L)) {
        Heard heard = handler.hear();
        assertTrue(heard.isGone());
        assertEquals(id, heard.id());
      }
      assertEquals(3, server.count(Counter.MONGREL2_UNKNOWN));
      assertEquals(3, server.count(Counter.MONGREL2_DISCONNECTS));
    }
  }
}
