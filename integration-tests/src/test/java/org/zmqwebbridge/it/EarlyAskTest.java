package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/** An ask that comes before its page waits for it: so long, so many, and no more. */
final class EarlyAskTest {
  private static TestBridge bridge(String address, String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] = "endpoints.page={type: REP, address: \"" + address + "\"}";
    return TestBridge.configured(all);
  }

  private static String patience(int millis) {
    return "deadlines.absentPageMillis=" + millis;
  }

  private static void answer(RawPage page, String expected, String answer) {
    JsonArray ask = ServicesTest.ask(page, "p");
    assertEquals(expected, ask.get(2).getAsString());
    ServicesTest.answer(page, "p", ask, answer);
  }

  @Test
  void asksThatComeBeforeTheirPageReachItInOrderAndNobodyElse() {
    String address = FreePort.address();
    try (TestBridge bridge = bridge(address, patience(Await.DEADLINE_MILLIS));
        Asker asker = Asker.dealer(address);
        RawPage other = bridge.page();
        RawPage page = bridge.page()) {
      asker.ask("", "first", "p").ask("", "second", "p");
      bridge.awaitCount(Counter.ASKS_WAITED, 2);
      other.connected("o", "page", Json.REP);
      page.connected("p", "page", Json.REP);
      answer(page, "first", "1");
      answer(page, "second", "2");
      assertEquals(List.of("", "1"), asker.answer());
      assertEquals(List.of("", "2"), asker.answer());
      asker.ask("", "third", "p");
      answer(page, "third", "3");
      assertEquals(List.of("", "3"), asker.answer());
      assertEquals(2, bridge.count(Counter.ASKS_WAITED));
    }
  }

  @Test
  @Reaches("deadlines.absentPageMillis")
  void anAskWhosePageDoesNotComeEndsWithNoSuchPageAndALatePageSeesNothingOfIt() {
    String address = FreePort.address();
    try (TestBridge bridge = bridge(address, patience(50));
        Asker asker = Asker.req(address);
        RawPage page = bridge.page()) {
      asker.ask("too early", "p").expectError("no_such_page");
      assertEquals(1, bridge.count(Counter.ASKS_WAITED));
      assertEquals(1, bridge.count(Counter.ASKS_NO_SUCH_PAGE));
      page.connected("p", "page", Json.REP);
      asker.ask("in time", "p");
      answer(page, "in time", "yes");
      assertEquals(List.of("yes"), asker.answer());
    }
  }

  @Test
  void withoutPatienceAndForNamesThatNoPageCanHaveTheErrorComesAtOnce() {
    String address = FreePort.address();
    try (TestBridge bridge = bridge(address, patience(0));
        Asker asker = Asker.req(address)) {
      asker.ask("hello", "p").expectError("no_such_page");
      assertEquals(0, bridge.count(Counter.ASKS_WAITED));
    }
    String patient = FreePort.address();
    try (TestBridge bridge = bridge(patient, patience(Await.DEADLINE_MILLIS));
        Asker asker = Asker.req(patient)) {
      asker.ask("hello", "p".repeat(256)).expectError("no_such_page");
      asker.ask("hello", "").expectError("no_such_page");
      assertEquals(0, bridge.count(Counter.ASKS_WAITED));
    }
  }

  @Test
  @Reaches({"limits.maxAsksWithoutPage", "limits.maxAskBytesWithoutPage"})
  void anAskTooManyOrTooLongIsNotKept() {
    String address = FreePort.address();
    try (TestBridge bridge =
            bridge(
                address,
                patience(Await.DEADLINE_MILLIS),
                "limits.maxAsksWithoutPage=2",
                "limits.maxAskBytesWithoutPage=1024");
        Asker asker = Asker.dealer(address);
        RawPage page = bridge.page()) {
      asker.ask("", "x".repeat(900), "p").expectError("overflow");
      asker.ask("", "one", "p").ask("", "two", "p").ask("", "three", "p").expectError("overflow");
      assertEquals(2, bridge.count(Counter.ASKS_WAITED));
      assertEquals(2, bridge.count(Counter.ASKS_WITHOUT_PAGE_OVERFLOWED));
      page.connected("p", "page", Json.REP);
      answer(page, "one", "1");
      answer(page, "two", "2");
      assertEquals(List.of("", "1"), asker.answer());
      assertEquals(List.of("", "2"), asker.answer());
      asker.ask("", "room again", "q");
      bridge.awaitCount(Counter.ASKS_WAITED, 3);
    }
  }

  @Test
  void aStopEndsAsksThatWait() {
    String address = FreePort.address();
    try (Asker asker = Asker.req(address)) {
      try (TestBridge bridge = bridge(address, patience(Await.DEADLINE_MILLIS))) {
        asker.ask("hello", "p");
        bridge.awaitCount(Counter.ASKS_WAITED, 1);
      }
      asker.expectError("shutdown");
    }
  }

  /** The original's client takes the first frame of a REQ, or the last, and its "returnval". */
  @Test
  void anErrorHasWhatClientsOfTheOriginalLookFor() {
    String address = FreePort.address();
    try (TestBridge bridge = bridge(address, patience(0));
        Asker asker = Asker.req(address)) {
      List<String> frames = asker.ask("{\"funcname\":\"f\",\"args\":[]}", "p").answer();
      assertEquals(1, frames.size());
      JsonObject answer = JsonParser.parseString(frames.get(0)).getAsJsonObject();
      assertTrue(answer.get("returnval").isJsonNull(), "as they have it of a call without answer");
      assertEquals("error", answer.get("status").getAsString());
      assertEquals("no_such_page", answer.get("code").getAsString());
      assertEquals(1, bridge.count(Counter.ASKS_NO_SUCH_PAGE));
    }
  }
}
