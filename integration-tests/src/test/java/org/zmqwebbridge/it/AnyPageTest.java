package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.observe.Counter;

/** Pages of an endpoint where any may be asked, on both wires, by peers that name nobody. */
final class AnyPageTest {
  private final SecondFrames frames = new SecondFrames(new Variables());

  private static String jobs(String address, String... more) {
    String settings = String.join("", more);
    return "endpoints.jobs={type: REP, address: \"" + address + "\"" + settings + "}";
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }

  private void open(SecondPage page, String more) {
    page.send(
        frames.outgoing(
            json("{'op': 'open', 'channel': 1, 'type': 'REP', 'endpoint': 'jobs'" + more + "}")));
  }

  private static JsonObject next(SecondPage page) {
    return page.next(json("{'channel': 1}"));
  }

  private SecondPage worker(TestBridge bridge) {
    SecondPage page = new SecondPage(bridge, frames);
    open(page, "");
    JsonObject opened = next(page);
    assertEquals("opened", Json.text(opened, "op"));
    assertTrue(!opened.has("reclaim"), "without a name there is none to have back");
    return page;
  }

  private void answers(SecondPage page, String ask, String answer) {
    JsonObject request = next(page);
    assertEquals(ask, request.getAsJsonArray("parts").get(0).getAsString());
    JsonObject reply = json("{'kind': 'REPLY', 'channel': 1, 'parts': ['" + answer + "']}");
    reply.add("id", request.get("id"));
    page.send(frames.outgoing(reply));
  }

  private static void answers(RawPage page, String ask, String answer) {
    JsonArray asked = ServicesTest.ask(page, "o");
    assertEquals(3, asked.size(), "what was sent, after the envelope");
    assertEquals(ask, asked.get(2).getAsString());
    ServicesTest.answer(page, "o", asked, answer);
  }

  @Test
  void aPlainReqOfLibzmqIsAnsweredByPagesOfBothWiresInTurns() {
    String address = FreePort.address();
    try (TestBridge bridge = TestBridge.configured(jobs(address, ", asks: any"));
        PythonPeer req = PythonPeer.start("req", address);
        SecondPage one = worker(bridge);
        RawPage original = bridge.page()) {
      original.connected("o", "jobs", Json.REP);
      req.send("a");
      answers(one, "a", "A");
      req.expectFrames("A");
      req.send("b");
      answers(original, "b", "B");
      req.expectFrames("B");
      req.send("c");
      answers(one, "c", "C");
      req.expectFrames("C");
      assertEquals(3, bridge.count(Counter.ASKS_ANSWERED));
    }
  }

  @Test
  void onThisEndpointAnIdentityIsOnePagesAsOnAnyOther() {
    String address = FreePort.address();
    try (TestBridge bridge = TestBridge.configured(jobs(address, ", asks: any"));
        RawPage other = bridge.page()) {
      RawPage page = bridge.page();
      page.connected("o", "jobs", Json.REP);
      try (LivingPage holder = new LivingPage(page)) {
        other.connect("o", "jobs", Json.REP).expectRefused("o", "in_use");
        other.connected("other", "jobs", Json.REP);
        holder.isThere();
      }
    }
  }

  @Test
  void aPageWithoutANameIsToldSoOnlyWhereItMayOpenTheEndpoint() {
    String hook = "auth.class=" + AuthClasses.MembersOnly.class.getName();
    try (TestBridge bridge = TestBridge.configured(jobs(FreePort.address()), hook);
        SecondPage page = new SecondPage(bridge, frames)) {
      open(page, "");
      assertEquals(1302, next(page).get("code").getAsInt());
      open(page, ", 'auth': {'username': 'hugo'}");
      JsonObject refused = next(page);
      assertEquals(1307, refused.get("code").getAsInt());
      assertTrue(Json.text(refused, "text").contains("identity"), refused.toString());
      assertEquals(1, bridge.count(Counter.CONNECTS_MALFORMED));
    }
  }

  @Test
  void whenItChangesWhoIsAskedPagesComeBackAndAsksAreReadOtherwise() {
    String address = FreePort.address();
    try (TestBridge bridge = TestBridge.configured(jobs(address, ", asks: any"));
        Asker asker = Asker.req(address)) {
      SecondPage page = worker(bridge);
      asker.ask("a");
      answers(page, "a", "A");
      assertEquals(List.of("A"), asker.answer());
      assertEquals(List.of("endpoints.jobs (changed)"), bridge.reload(jobs(address)).changed());
      assertEquals(1012, page.closeCode());
      try (SecondPage again = new SecondPage(bridge, frames)) {
        open(again, "");
        assertEquals(1307, next(again).get("code").getAsInt());
        open(again, ", 'identity': 'desk'");
        assertEquals("opened", Json.text(next(again), "op"));
        try (Asker named = Asker.req(address)) { // what it asked of the old socket would be lost
          named.ask("b", "desk");
          answers(again, "b", "B");
          assertEquals(List.of("B"), named.answer());
        }
      }
    }
  }
}
