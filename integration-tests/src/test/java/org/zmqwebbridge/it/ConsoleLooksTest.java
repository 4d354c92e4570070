package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.observe.Counter;

/** What an operator sees of a bridge in JSON, and does with it. */
final class ConsoleLooksTest {
  private static final String[] LOOKS = {
    "/status", "/counters", "/connections", "/endpoints", "/channels", "/backends"
  };

  @TempDir Path folder;

  private TestBridge start(RouterService service) {
    return TestBridge.start(
        b ->
            b.management(Management.withSecret(folder))
                .endpoint("echo", SocketType.REQ, service.address())
                .endpoint("other", SocketType.REQ, FreePort.address()));
  }

  /** Waits for an answer that is not a second old. */
  static JsonObject await(Management management, String path, Predicate<JsonObject> is) {
    return management.await(path, is);
  }

  private static JsonArray connections(JsonObject answer) {
    return answer.getAsJsonArray("connections");
  }

  @Test
  void aConnectionIsThereWithAllThatIsKnownOfIt() {
    try (RouterService service = new RouterService();
        TestBridge bridge = start(service)) {
      Management management = Management.of(bridge);
      RawPage page = bridge.page();
      page.connected("q", "echo", Json.REQ);
      page.send("q", "hello");
      service.reply(service.receive(), "world");
      page.next();
      JsonObject one =
          connections(
                  await(
                      management,
                      "/connections",
                      answer ->
                          connections(answer).size() == 1
                              && connections(answer).toString().contains("\"messagesIn\":2")))
              .get(0)
              .getAsJsonObject();
      assertEquals("127.0.0.1", one.get("address").getAsString());
      assertEquals("/data", one.get("path").getAsString());
      assertEquals("virtual sockets", one.get("speaks").getAsString());
      assertEquals("[\"REQ echo\"]", one.get("sockets").toString());
      assertEquals(2, one.get("messagesOut").getAsInt());
      assertTrue(one.get("bytesIn").getAsInt() > 50, one.toString());
      assertTrue(one.get("bytesOut").getAsInt() > 50, one.toString());
      assertEquals(0, one.get("waitingBytes").getAsInt());
      page.close();
      await(management, "/connections", answer -> connections(answer).isEmpty());
    }
  }

  @Test
  void longListsComeInParts() {
    try (RouterService service = new RouterService();
        TestBridge bridge = start(service)) {
      Management management = Management.of(bridge);
      RawPage[] pages = {bridge.page(), bridge.page(), bridge.page()};
      pages[2].connected("q", "echo", Json.REQ);
      JsonObject first =
          await(
              management,
              "/connections?limit=2",
              answer -> answer.get("found").getAsInt() == 3 && connections(answer).size() == 2);
      long last = connections(first).get(1).getAsJsonObject().get("id").getAsLong();
      JsonObject rest = management.json("/connections?limit=2&after=" + last);
      assertEquals(1, connections(rest).size());
      assertEquals(1, management.json("/connections?search=REQ%20ECHO").get("found").getAsInt());
      assertEquals(0, management.json("/connections?search=nothing").get("found").getAsInt());
      assertEquals(
          "limit is a number from 1 to 500\n", management.get("/connections?limit=501").body());
      assertEquals(400, management.get("/connections?sort=beauty").statusCode());
      for (RawPage page : pages) {
        page.close();
      }
    }
  }

  @Test
  void endpointsTellOfTheirServicesAndHowLongRequestsTake() {
    try (RouterService service = new RouterService();
        TestBridge bridge = start(service)) {
      Management management = Management.of(bridge);
      RawPage page = bridge.page();
      page.connected("q", "echo", Json.REQ);
      page.send("q", "hello");
      service.reply(service.receive(), "world");
      page.next();
      JsonObject answer =
          await(
              management,
              "/endpoints",
              one -> one.toString().contains("\"zwb_vs_service_present\":1"));
      assertEquals(2, answer.get("found").getAsInt());
      JsonObject echo = answer.getAsJsonArray("endpoints").get(0).getAsJsonObject();
      assertEquals("echo", echo.get("name").getAsString());
      assertEquals(1, echo.getAsJsonObject("counters").get("zwb_vs_replies_total").getAsInt());
      JsonObject requests = echo.getAsJsonObject("durations").getAsJsonObject("requests");
      int counted = 0;
      for (JsonElement count : requests.getAsJsonArray("counts")) {
        counted += count.getAsInt();
      }
      assertEquals(1, counted);
      assertTrue(requests.get("p50Millis").getAsDouble() > 0, requests.toString());
      JsonObject other = answer.getAsJsonArray("endpoints").get(1).getAsJsonObject();
      assertFalse(other.has("gauges"), "nobody has opened it");
      page.close();
    }
  }

  @Test
  void anOperatorEndsAConnectionAndItsPageIsTold() {
    try (RouterService service = new RouterService();
        TestBridge bridge = start(service)) {
      Management management = Management.of(bridge);
      RawPage page = bridge.page();
      RawPage other = bridge.page();
      long id =
          connections(
                  await(
                      management,
                      "/connections?sort=id",
                      answer -> connections(answer).size() == 2))
              .get(0)
              .getAsJsonObject()
              .get("id")
              .getAsLong();
      HttpResponse<String> ended =
          management.postWithSecret("/connections/end", "connection=" + id);
      assertEquals("{\"ended\":" + id + "}\n", ended.body());
      assertEquals(
          "1012: ended by the operator (connection " + id + ")", page.closeCodeAndReason());
      assertEquals(1, bridge.count(Counter.CONNECTIONS_ENDED_BY_OPERATOR));
      bridge.awaitCount(Counter.CONNECTIONS_CLOSED, 1);
      assertEquals(
          404, management.postWithSecret("/connections/end", "connection=" + id).statusCode());
      assertEquals(
          400, management.postWithSecret("/connections/end", "connection=all").statusCode());
      other.connected("q", "echo", Json.REQ);
      other.close();
    }
  }

  @Test
  void aDrainedBridgeSaysSoToItsBalancerAndGoesOnServing() {
    try (RouterService service = new RouterService();
        TestBridge bridge = start(service)) {
      Management management = Management.of(bridge);
      assertEquals(200, management.getAsStranger("/readyz").statusCode());
      HttpDoor door = new HttpDoor(bridge);
      assertEquals(200, door.get("/").statusCode());
      assertEquals(200, management.postWithSecret("/drain", "").statusCode());
      assertEquals(503, management.getAsStranger("/readyz").statusCode());
      assertEquals(503, door.get("/").statusCode());
      RawPage page = bridge.page();
      page.connected("q", "echo", Json.REQ);
      management.await("/status", status -> isWith(status, "draining", 1));
      assertEquals(200, management.postWithSecret("/drain", "draining=false").statusCode());
      assertEquals(200, management.getAsStranger("/readyz").statusCode());
      assertEquals(200, door.get("/").statusCode());
      management.await("/status", status -> isWith(status, "ready", 1));
      page.close();
    }
  }

  private static boolean isWith(JsonObject status, String state, int webSockets) {
    return status.get("state").getAsString().equals(state)
        && status.getAsJsonObject("left").get("websockets").getAsInt() == webSockets;
  }

  @Test
  void aDrainThatClosesTellsThoseWhoAreHereAndLetsNobodyInUntilItIsOver() {
    try (RouterService service = new RouterService();
        TestBridge bridge = start(service)) {
      Management management = Management.of(bridge);
      RawPage[] pages = {bridge.page(), bridge.page(), bridge.page()};
      assertEquals(200, management.postWithSecret("/drain", "closeSeconds=1").statusCode());
      for (RawPage page : pages) {
        assertEquals(1012, page.closeCode());
      }
      management.await("/status", status -> isWith(status, "drained", 0));
      assertEquals(503, new HttpDoor(bridge).post("/req/echo", "hello").statusCode());
      assertEquals(1, bridge.count(Counter.EXCHANGES_REFUSED_STOPPING));
      assertEquals(200, management.postWithSecret("/drain", "draining=false").statusCode());
      RawPage page = bridge.page();
      page.connected("q", "echo", Json.REQ);
      page.close();
    }
  }

  @Test
  void aDrainIsAskedForInOneWay() {
    try (RouterService service = new RouterService();
        TestBridge bridge = start(service)) {
      Management management = Management.of(bridge);
      for (String wrong :
          new String[] {
            "draining=perhaps",
            "closeSeconds=0",
            "closeSeconds=soon",
            "draining=false&closeSeconds=1",
            "at=once"
          }) {
        assertEquals(400, management.postWithSecret("/drain", wrong).statusCode(), wrong);
      }
      assertEquals(200, management.getAsStranger("/readyz").statusCode());
    }
  }

  @Test
  void withoutTheSecretThereIsNothingToSeeAndNothingToDo() {
    try (RouterService service = new RouterService();
        TestBridge bridge = start(service)) {
      Management management = Management.of(bridge);
      for (String path : LOOKS) {
        assertEquals(401, management.getAsStranger(path).statusCode(), path);
        assertEquals(200, management.get(path).statusCode(), path);
      }
      assertEquals(401, management.post("/connections/end", "connection=1").statusCode());
      assertEquals(401, management.post("/drain", "").statusCode());
      HttpResponse<String> foreign =
          management.post(
              "/drain",
              "",
              "Authorization",
              "Bearer " + Management.SECRET,
              "Origin",
              "http://evil.example");
      assertEquals(403, foreign.statusCode());
      assertEquals(200, management.getAsStranger("/readyz").statusCode());
    }
  }

  @Test
  void withoutASecretItCanBeLookedAtAndNothingDone() {
    try (TestBridge bridge = TestBridge.start(b -> b.management("127.0.0.1:0"))) {
      Management management = Management.of(bridge);
      for (String path : LOOKS) {
        assertEquals(200, management.getAsStranger(path).statusCode(), path);
      }
      assertFalse(management.json("/status").get("actions").getAsBoolean());
      assertEquals(403, management.post("/drain", "").statusCode());
      assertEquals(403, management.post("/connections/end", "connection=1").statusCode());
    }
  }

  @Test
  void whatWasDroppedOrRefusedIsToldApartFromTraffic() {
    try (RouterService service = new RouterService();
        TestBridge bridge = start(service)) {
      Management management = Management.of(bridge);
      RawPage page = bridge.page();
      page.connect("q", "nowhere", Json.REQ);
      page.expectRefused("q", "not_allowed");
      String all =
          await(
                  management,
                  "/counters",
                  answer -> answer.toString().contains("zwb_vs_connects_denied_total"))
              .toString();
      assertTrue(
          all.contains("no such endpoint, or the hook said no\",\"value\":1,\"traffic\":false"),
          all);
      assertTrue(all.contains("WebSocket messages received\",\"value\":1,\"traffic\":true"), all);
      page.close();
    }
  }

  @Test
  void aChannelIsThereWithThoseWhoHearIt() {
    try (TestBridge bridge =
        RelayBridge.start(
            RelayStores.MEMORY,
            b -> b.management("127.0.0.1:0"),
            RelayBridge.publisher("/pub/"),
            RelayBridge.subscriber("/sub/"))) {
      HttpDoor door = new HttpDoor(bridge);
      CompletableFuture<HttpResponse<byte[]>> held = door.beginGet("/sub/news");
      Management management = Management.of(bridge);
      JsonObject answer =
          await(management, "/channels", one -> one.toString().contains("\"subscribers\":1"));
      JsonObject channel = answer.getAsJsonArray("channels").get(0).getAsJsonObject();
      assertEquals("news", channel.get("name").getAsString());
      assertEquals("default", channel.get("store").getAsString());
      assertEquals(0, management.json("/channels?after=default/news").get("found").getAsInt());
      door.post("/pub/news", "hello");
      assertEquals(200, held.join().statusCode());
    }
  }
}
