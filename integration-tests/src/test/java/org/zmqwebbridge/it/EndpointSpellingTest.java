package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.observe.Counter;

/**
 * No spelling of an address that a page can think of reaches what the configuration names not.
 *
 * <p>{@code -Dzwb.spellings.seed=…} makes other ones.
 */
final class EndpointSpellingTest {
  private static final int SPELLINGS = 120_000;

  /** Sent before the first answer to them is read. */
  private static final int AT_ONCE = 200;

  @Test
  void noSpellingReachesAnAddressThatIsNotConfigured() throws Exception {
    long seed = Long.getLong("zwb.spellings.seed", 1);
    try (BackEnd echo = BackEnd.echo();
        Canary canary = new Canary();
        TestBridge bridge =
            TestBridge.start(b -> b.endpoint("echo", SocketType.REQ, echo.address()));
        RawPage page = bridge.page()) {
      page.connected("open", "echo", Json.REQ);
      Spellings spellings = new Spellings(canary.port(), echo.address(), new Random(seed));
      List<JsonElement> all = spellings.take(SPELLINGS);
      assertEquals(SPELLINGS, new HashSet<>(all).size(), "all are different");
      Set<String> codes = new TreeSet<>();
      for (int from = 0; from < all.size(); from += AT_ONCE) {
        codes.addAll(refused(page, all.subList(from, Math.min(from + AT_ONCE, all.size()))));
      }
      assertEquals(Set.of("malformed", "not_allowed"), codes);
      page.send("open", "x").expect("open", "x");
      assertEquals(1, bridge.count(Counter.GATEWAYS_OPENED));
      assertEquals(0, canary.connections());
    }
  }

  /** Connects by each spelling; the codes of the refusals. */
  private static Set<String> refused(RawPage page, List<JsonElement> spellings) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (JsonElement spelling : spellings) {
      JsonObject content = new JsonObject();
      content.add("zmq_conn_string", spelling);
      content.addProperty("socket_type", Json.REQ);
      // `null` is written too: it is one of the spellings.
      String frame = Json.connectWith("a", content.toString()).toString();
      out.writeBytes(Frames.masked(RawPage.TEXT, true, frame.getBytes(UTF_8)));
    }
    page.write(out.toByteArray());
    Set<String> codes = new HashSet<>();
    for (JsonElement spelling : spellings) {
      JsonObject content = Json.content(page.next());
      assertEquals("error", content.get("status").getAsString(), spelling::toString);
      codes.add(content.get("code").getAsString());
    }
    return codes;
  }

  @Test
  void theCanaryNoticesWhoeverReachesIt() throws Exception {
    try (Canary canary = new Canary();
        TestBridge bridge =
            TestBridge.start(
                b -> b.endpoint("canary", SocketType.REQ, "tcp://127.0.0.1:" + canary.port()));
        RawPage page = bridge.page()) {
      page.connected("a", "canary", Json.REQ);
      Await.await("a connection", () -> canary.connections() > 0);
    }
  }

  @Test
  void otherSpellingsOfAConfiguredAddressAreThatAddress() {
    try (BackEnd echo = BackEnd.echo();
        TestBridge bridge =
            TestBridge.start(b -> b.endpoint("echo", SocketType.REQ, echo.address()));
        RawPage page = bridge.page()) {
      page.connected("a", echo.address(), Json.REQ);
      page.connected("b", echo.address().replace("tcp", "TCP"), Json.REQ);
      assertEquals(1, bridge.count(Counter.GATEWAYS_OPENED));
      assertTrue(bridge.count(Counter.CONNECTS_DENIED) == 0);
    }
  }
}
