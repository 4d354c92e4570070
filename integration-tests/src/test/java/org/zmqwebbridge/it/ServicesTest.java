package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.observe.Counter;

/** A page that knows only the JSON frames talks to unmodified libzmq services, in every role. */
final class ServicesTest {
  @ParameterizedTest
  @EnumSource
  void reqGetsItsReplyFromRep(Wire wire) {
    try (PythonPeer rep = PythonPeer.start("rep")) {
      String address = rep.address();
      try (TestBridge bridge =
              TestBridge.start(wire, b -> b.endpoint("echo", SocketType.REQ, address));
          RawPage page = bridge.page()) {
        page.connected("a", "echo", Json.REQ);
        page.send("a", "hello, wörld \uD83D\uDE00").expect("a", "HELLO, WÖRLD \uD83D\uDE00");
        page.send("a", "").expect("a", "");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachReplyComesBackToItsOwnSocketWhateverTheOrder(Wire wire) {
    try (PythonPeer router = PythonPeer.start("router")) {
      String address = router.address();
      try (TestBridge bridge =
              TestBridge.start(wire, b -> b.endpoint("echo", SocketType.REQ, address));
          RawPage first = bridge.page();
          RawPage second = bridge.page()) {
        first.connected("a", "echo", Json.REQ);
        second.connected("a", "echo", Json.REQ);
        for (int i = 0; i < 50; i++) {
          first.send("a", "first " + i);
          second.send("a", "second " + i);
          first.expect("a", "first " + i);
          second.expect("a", "second " + i);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void subGetsWhatItsFilterIsASubstringOf(Wire wire) {
    try (PythonPeer pub = PythonPeer.start("pub")) {
      String address = pub.address();
      try (TestBridge bridge =
              TestBridge.start(wire, b -> b.endpoint("news", SocketType.SUB, address));
          RawPage page = bridge.page();
          RawPage picky = bridge.page()) {
        page.connected("all", "news", Json.SUB);
        picky.connected("some", "news", Json.SUB, "msgfilter", "ö b");
        pub.expect("subscribed");
        pub.send("aö b").send("a c").send("not ö b", "in the last").send("topic", "ö b");
        for (String content : List.of("aö b", "a c", "in the last", "ö b")) {
          page.expect("all", content);
        }
        picky.expect("some", "aö b");
        picky.expect("some", "ö b");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void repAnswersAReqCaller(Wire wire) {
    String address = FreePort.address();
    try (TestBridge bridge =
            TestBridge.start(wire, b -> b.endpoint("page", SocketType.REP, address));
        RawPage page = bridge.page();
        PythonPeer req = PythonPeer.start("req", address)) {
      page.connected("p", "page", Json.REP);
      for (int i = 0; i < 3; i++) {
        req.send("what is " + i, "p");
        answer(page, "p", "it is " + i);
        req.expectFrames("it is " + i);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void repAnswersManyAskersOutOfOrder(Wire wire) {
    String address = FreePort.address();
    try (TestBridge bridge =
            TestBridge.start(wire, b -> b.endpoint("page", SocketType.REP, address));
        RawPage page = bridge.page();
        PythonPeer dealer = PythonPeer.start("dealer", address, "2")) {
      page.connected("p", "page", Json.REP);
      dealer.send("one", "p").send("two", "p");
      JsonArray first = ask(page, "p");
      JsonArray second = ask(page, "p");
      answer(page, "p", second, "2", "zwei");
      answer(page, "p", first, "1");
      dealer.expectFrames("2", "zwei");
      dealer.expectFrames("1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void allPatternsShareOneConnection(Wire wire) {
    String pages = FreePort.address();
    try (PythonPeer rep = PythonPeer.start("rep");
        PythonPeer pub = PythonPeer.start("pub")) {
      String echo = rep.address();
      String news = pub.address();
      try (TestBridge bridge =
              TestBridge.start(
                  wire,
                  b ->
                      b.endpoint("echo", SocketType.REQ, echo)
                          .endpoint("news", SocketType.SUB, news)
                          .endpoint("page", SocketType.REP, pages));
          RawPage page = bridge.page();
          PythonPeer req = PythonPeer.start("req", pages)) {
        page.connected("q", "echo", Json.REQ);
        page.connected("s", "news", Json.SUB);
        page.connected("p", "page", Json.REP);
        pub.expect("subscribed");
        pub.send("extra");
        page.expect("s", "extra");
        page.send("q", "ask").expect("q", "ASK");
        req.send("ask", "p");
        answer(page, "p", "answer");
        req.expectFrames("answer");
        assertEquals(1, bridge.count(Counter.CONNECTIONS_OPENED));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void askersWhosePageIsAbsentGetAnErrorAndNobodyElseSeesTheirMessage(Wire wire) {
    String address = FreePort.address();
    try (TestBridge bridge =
            TestBridge.start(wire, b -> b.endpoint("page", SocketType.REP, address));
        Asker asker = Asker.req(address);
        RawPage bystander = bridge.page()) {
      bystander.connected("other", "page", Json.REP);
      asker.ask("secret", "absent").expectError("no_such_page");
      asker.ask("hello", "other");
      answer(bystander, "other", "the first thing I saw");
      assertEquals("the first thing I saw", asker.answer().get(0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReplyAddressWorksOnceAndOnlyForItsPage(Wire wire) {
    String address = FreePort.address();
    try (TestBridge bridge =
            TestBridge.start(wire, b -> b.endpoint("page", SocketType.REP, address));
        RawPage page = bridge.page();
        RawPage thief = bridge.page();
        Asker asker = Asker.dealer(address)) {
      page.connected("p", "page", Json.REP);
      page.connected("p2", "page", Json.REP);
      thief.connected("t", "page", Json.REP);
      asker.ask("", "question", "p");
      JsonArray ask = ask(page, "p");
      answer(thief, "t", ask, "stolen");
      bridge.awaitCount(Counter.ANSWERS_UNROUTABLE, 1);
      answer(page, "p2", ask, "from another socket");
      bridge.awaitCount(Counter.ANSWERS_UNROUTABLE, 2);
      answer(page, "p", ask, "right");
      answer(page, "p", ask, "again");
      bridge.awaitCount(Counter.ANSWERS_UNROUTABLE, 3);
      asker.ask("", "next", "p");
      answer(page, "p", ask(page, "p"), "next");
      assertEquals("right", asker.answer().get(1));
      assertEquals("next", asker.answer().get(1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLiveRepIdentityIsTakenOverOnlyWithItsSecret(Wire wire) {
    String address = FreePort.address();
    try (TestBridge bridge =
            TestBridge.start(wire, b -> b.endpoint("page", SocketType.REP, address));
        RawPage old = bridge.page();
        RawPage other = bridge.page();
        Asker asker = Asker.dealer(address)) {
      String secret = old.connected("p", "page", Json.REP).get("reclaim").getAsString();
      // A page that reads answers the pings that ask whether it lives.
      CompletableFuture<JsonArray> asked = CompletableFuture.supplyAsync(() -> ask(old, "p"));
      other.connect("p", "page", Json.REP).expectRefused("p", "in_use");
      other.connect("p", "page", Json.REP, "reclaim", "guess").expectRefused("p", "in_use");
      asker.ask("", "for the old one", "p");
      asked.join();
      other.connected("p", "page", Json.REP, "reclaim", secret);
      asker.expectError("page_left");
      asker.ask("", "for the new one", "p");
      answer(other, "p", "here");
      assertEquals("here", asker.answer().get(1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyAskEndsWhenItsPageLeavesOrIsSilent(Wire wire) {
    String address = FreePort.address();
    try (TestBridge bridge =
            TestBridge.start(
                wire,
                b ->
                    b.endpoint("page", SocketType.REP, address)
                        .limits(Limits.sockets("requestMillis", 300)));
        Asker asker = Asker.dealer(address);
        RawPage silent = bridge.page()) {
      silent.connected("silent", "page", Json.REP);
      RawPage leaving = bridge.page();
      leaving.connected("leaving", "page", Json.REP);
      asker.ask("", "q", "leaving");
      ask(leaving, "leaving");
      leaving.close();
      asker.expectError("page_left");
      asker.ask("", "q", "silent");
      JsonArray ask = ask(silent, "silent");
      asker.expectError("timeout");
      answer(silent, "silent", ask, "too late");
      bridge.awaitCount(Counter.ANSWERS_UNROUTABLE, 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void replyAddressesAreNeverRepeated(Wire wire) {
    String address = FreePort.address();
    try (TestBridge bridge =
            TestBridge.start(wire, b -> b.endpoint("page", SocketType.REP, address));
        Asker asker = Asker.dealer(address);
        RawPage page = bridge.page()) {
      page.connected("p", "page", Json.REP);
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < 200; i++) {
        asker.ask("", "q", "p");
        JsonArray ask = ask(page, "p");
        seen.add(ask.get(0).getAsString());
        answer(page, "p", ask, "a");
        asker.answer();
      }
      assertEquals(200, seen.size());
    }
  }

  /** The next frame is an ask for this socket; its content. */
  static JsonArray ask(RawPage page, String identity) {
    JsonObject frame = page.next();
    assertEquals(identity, Json.text(frame, "identity"), frame.toString());
    JsonArray ask = JsonParser.parseString(Json.text(frame, "content")).getAsJsonArray();
    assertEquals("", ask.get(1).getAsString());
    return ask;
  }

  /** Answers the next ask. */
  static void answer(RawPage page, String identity, String body) {
    answer(page, identity, ask(page, identity), body);
  }

  static void answer(RawPage page, String identity, JsonArray ask, String... body) {
    JsonArray content = new JsonArray();
    content.add(ask.get(0));
    content.add("");
    for (String frame : body) {
      content.add(frame);
    }
    page.send(identity, content.toString());
  }
}
