package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.it.fault.Conditions;
import org.zmqwebbridge.it.fault.FaultProxy;
import org.zmqwebbridge.observe.Counter;

/**
 * A page with a fixed identity that comes back: its name is its own again within seconds, also
 * while its old line only looks alive; and nobody else has it while that line lives.
 */
@Execution(ExecutionMode.CONCURRENT) // its tests wait more than they work
final class RepReloadTest {
  private final SecondFrames frames = new SecondFrames(new Variables());
  private final String address = FreePort.address();

  private static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }

  private TestBridge start() {
    return TestBridge.start(b -> b.endpoint("page", SocketType.REP, address));
  }

  private JsonObject opens(SecondPage page) {
    page.send(
        frames.outgoing(
            json(
                "{'op': 'open', 'channel': 1, 'type': 'REP', 'endpoint': 'page',"
                    + " 'identity': 'desk 7'}")));
    return page.next(json("{'channel': 1}"));
  }

  private static void isOpened(JsonObject frame) {
    assertEquals("opened", Json.text(frame, "op"), frame.toString());
  }

  private void answers(SecondPage page, Asker asker) {
    asker.ask("", "?", "desk 7");
    JsonObject ask = page.next(json("{'channel': 1}"));
    assertEquals("[\"?\"]", ask.get("parts").toString());
    JsonObject reply = json("{'kind': 'REPLY', 'channel': 1, 'parts': ['!']}");
    reply.add("id", ask.get("id"));
    page.send(frames.outgoing(reply));
    assertEquals(List.of("", "!"), asker.answer());
  }

  @Test
  @Reaches("deadlines.signOfLifeMillis")
  void aReloadedPageHasItsNameBackAfterItsLineWentSilent() {
    try (TestBridge bridge = start();
        FaultProxy line = FaultProxy.before(bridge.port(), 1);
        Asker asker = Asker.dealer(address)) {
      SecondPage before = new SecondPage(Upgrade.to(Wire.CLEAR, line.port()), frames);
      isOpened(opens(before));
      asker.ask("", "in hand", "desk 7");
      before.next(json("{'channel': 1}"));
      line.set(Conditions.CLEAR.mute());
      try (SecondPage after = new SecondPage(bridge, frames)) {
        isOpened(opens(after));
        asker.expectError("page_left");
        answers(after, asker);
      }
      assertEquals(1, bridge.count(Counter.HOLDERS_ASKED));
      assertEquals(1, bridge.count(Counter.HOLDERS_SILENT));
      before.closeUnread();
    }
  }

  @Test
  void soHasItOnTheOriginalWire() {
    try (TestBridge bridge = start();
        FaultProxy line = FaultProxy.before(bridge.port(), 1);
        Asker asker = Asker.dealer(address)) {
      RawPage before = RawPage.open(Upgrade.to(Wire.CLEAR, line.port()));
      before.connected("desk 7", "page", Json.REP);
      line.set(Conditions.CLEAR.mute());
      try (RawPage after = bridge.page()) {
        after.connected("desk 7", "page", Json.REP);
        asker.ask("", "?", "desk 7");
        JsonArray ask = JsonParser.parseString(Json.text(after.next(), "content")).getAsJsonArray();
        assertEquals("?", ask.get(2).getAsString());
        after.send("desk 7", "[\"" + ask.get(0).getAsString() + "\", \"\", \"!\"]");
        assertEquals(List.of("", "!"), asker.answer());
      }
      before.cut();
    }
  }

  @Test
  void aPageThatIsThereKeepsItsName() {
    try (TestBridge bridge = start()) {
      RawPage page = bridge.page();
      page.connected("desk 7", "page", Json.REP);
      try (LivingPage holder = new LivingPage(page);
          SecondPage other = new SecondPage(bridge, frames)) {
        assertEquals(1303, opens(other).get("code").getAsInt());
        holder.isThere();
      }
      assertEquals(1, bridge.count(Counter.HOLDERS_ASKED));
      assertEquals(0, bridge.count(Counter.HOLDERS_SILENT));
    }
  }

  @Test
  void theSameKnownPrincipalHasItAtOnceAndTheOldSocketHearsIt() {
    Authorizer cookies =
        new Authorizer() {
          @Override
          public Decision websocketAllowed(Handshake handshake) {
            return handshake
                .cookie("user")
                .map(user -> Decision.allow(Grant.to(user)))
                .orElse(Decision.ALLOW);
          }
        };
    try (TestBridge bridge =
            TestBridge.start(b -> b.endpoint("page", SocketType.REP, address).authorizer(cookies));
        Asker asker = Asker.dealer(address);
        SecondPage before = page(bridge, "hugo");
        SecondPage after = page(bridge, "hugo")) {
      String secret = Json.text(opens(before), "reclaim");
      JsonObject opened = opens(after);
      isOpened(opened);
      assertNotEquals(secret, Json.text(opened, "reclaim"));
      JsonObject closed = before.next(json("{'channel': 1}"));
      assertEquals("closed", Json.text(closed, "op"));
      assertEquals(1303, closed.get("code").getAsInt());
      answers(after, asker);
      assertEquals(0, bridge.count(Counter.HOLDERS_ASKED));
    }
  }

  private SecondPage page(TestBridge bridge, String user) {
    return new SecondPage(bridge.upgrade().with("Cookie: user=" + user), frames);
  }
}
