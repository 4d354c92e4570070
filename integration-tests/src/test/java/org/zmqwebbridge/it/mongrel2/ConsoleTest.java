package org.zmqwebbridge.it.mongrel2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.it.Management;

/** What an operator sees of a server of Mongrel2's: its handlers, and its clients. */
@SuppressWarnings("try") // clients and handlers end when a test says so
class ConsoleTest {
  @TempDir Path folder;

  private OurServer server() {
    return OurServer.start(new Plan(), bridge -> bridge.management(Management.withSecret(folder)));
  }

  private static JsonObject handlers(Management management, String says) {
    return management
        .await("/backends?list=handlers", all -> all.toString().contains(says))
        .getAsJsonArray("handlers")
        .get(0)
        .getAsJsonObject();
  }

  @Test
  void handlersTellWhatIsUnderWayAndHowLongAnswersTake() {
    try (OurServer server = server();
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      Management management = Management.of(server.bridge());
      client.get("/h/one");
      long id = handler.hear().id();
      assertEquals(1, handlers(management, "\"inFlight\":1,").get("asked").getAsInt());
      handler.answer(id);
      client.expect(JavaHandler.OK);
      JsonObject answered = handlers(management, "\"inFlight\":0,");
      JsonObject durations = answered.getAsJsonObject("durations");
      assertTrue(durations.get("p50Millis").getAsDouble() > 0, durations::toString);
      client.get("/h/two");
      handler.hear();
      handlers(management, "\"inFlight\":1,");
      client.close();
      assertEquals(2, handlers(management, "\"inFlight\":0,").get("asked").getAsInt());
    }
  }

  @Test
  void aClientIsListedByItsHandlersNumberAndTheyAreToldWhenItIsEnded() {
    try (OurServer server = server();
        JavaHandler handler = server.handler();
        Client client = server.client()) {
      Management management = Management.of(server.bridge());
      client.get("/h");
      long id = handler.hear().id();
      JsonObject open = management.awaitOpen("client", "connection " + id + " of tcp://");
      assertTrue(open.get("speaks").getAsString().startsWith("Mongrel2, "), open::toString);
      assertTrue(open.get("bytesIn").getAsLong() > 20, open::toString);
      management.end(open);
      handler.hearGone(id);
      client.expectEnd();
    }
  }
}
