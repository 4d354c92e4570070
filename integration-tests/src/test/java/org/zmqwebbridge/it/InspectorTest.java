package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.admin.InspectorSettings;
import org.zmqwebbridge.admin.ManagementConfig;
import org.zmqwebbridge.auth.SocketType;

/** Some of the requests and replies, for an operator who may see them. */
final class InspectorTest {
  @TempDir Path folder;

  @Test
  void whoMayLooksAtRequestsWithTheirOutcomesAndSeesNoCredential() {
    try (RouterService service = new RouterService();
        TestBridge bridge =
            TestBridge.start(
                b ->
                    b.management(Management.withInspector(folder))
                        .limits(Limits.sockets("requestMillis", 200L))
                        .endpoint("echo", SocketType.REQ, service.address()))) {
      Management management = Management.of(bridge);
      RawPage page = bridge.page();
      page.connected("q", "echo", Json.REQ);
      page.send("q", "before anybody looks");
      service.reply(service.receive(), "unseen");
      page.next();
      assertEquals(0, management.json("/inspector").get("found").getAsInt());
      page.send("q", "{\"user\":\"ada\",\"password\":\"hugo\"}");
      service.reply(service.receive(), "welcome");
      page.next();
      page.send("q", "mute");
      page.expectError("q", "timeout");
      JsonArray all =
          ConsoleLooksTest.await(
                  management,
                  "/inspector",
                  answer -> answer.getAsJsonArray("exchanges").size() == 2)
              .getAsJsonArray("exchanges");
      JsonObject late = all.get(0).getAsJsonObject();
      assertEquals("timeout", late.get("outcome").getAsString());
      assertTrue(late.get("millis").getAsDouble() >= 200, late.toString());
      JsonObject answered = all.get(1).getAsJsonObject();
      assertEquals("echo", answered.get("endpoint").getAsString());
      assertEquals("{\"user\":\"ada\",\"password\":\"…\"}", answered.get("request").getAsString());
      assertEquals("welcome", answered.get("reply").getAsString());
      assertEquals(7, answered.get("replyBytes").getAsInt());
      assertEquals(401, management.getAsStranger("/inspector").statusCode());
      page.close();
    }
  }

  @Test
  void withoutPermissionNobodyLooksAtMessages() {
    try (TestBridge bridge = TestBridge.start(b -> b.management(Management.withSecret(folder)))) {
      assertEquals(404, Management.of(bridge).get("/inspector").statusCode());
      assertThrows(
          IllegalArgumentException.class,
          () ->
              new ManagementConfig(
                  Management.withSecret(folder).listen(),
                  Optional.empty(),
                  List.of(),
                  Optional.of(new InspectorSettings(100, 10))));
    }
  }
}
