package org.zmqwebbridge.it.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.it.Management;

/** What an operator sees of BlastBeat: its nodes, its hosts, and its clients. */
@SuppressWarnings("try") // clients and nodes end when a test says so
class ConsoleTest {
  @TempDir Path folder;

  private Beat start() {
    return Beat.start(
        config -> config,
        bridge -> bridge.management(Management.withSecret(folder)),
        VhostSpec.of("localhost", "a", "b"));
  }

  private static JsonObject node(Management management, String says) {
    return management
        .await("/backends?list=nodes&limit=1", all -> all.toString().contains(says))
        .getAsJsonArray("nodes")
        .get(0)
        .getAsJsonObject();
  }

  @Test
  void nodesTellWhatIsUnderWayAndHowLongAnswersTake() {
    try (Beat beat = start();
        JavaNode a = beat.node("a");
        Asking client = beat.client();
        Asking leaving = beat.client()) {
      Management management = Management.of(beat.bridge());
      node(management, "\"state\":\"available\"");
      client.get("/");
      String sid = a.hear("uwsgi").sid();
      JsonObject asked = node(management, "\"inFlight\":1,");
      assertEquals("a", asked.get("name").getAsString());
      a.answer(sid);
      client.expect(Asking.OK);
      JsonObject answered = node(management, "\"inFlight\":0,");
      assertTrue(answered.getAsJsonObject("durations").toString().contains("1"));
      leaving.get("/");
      a.hear("uwsgi");
      node(management, "\"inFlight\":1,");
      leaving.close();
      assertEquals(2, node(management, "\"inFlight\":0,").get("asked").getAsInt());
      JsonObject hosts = management.json("/backends?list=hosts&search=b");
      assertEquals(1, hosts.get("hostsFound").getAsInt());
    }
  }

  @Test
  void clientsAreListedWithTheirNodeWhichIsToldWhenOneIsEnded() {
    try (Beat beat = start();
        JavaNode a = beat.node("a");
        Asking client = beat.client()) {
      Management management = Management.of(beat.bridge());
      String sid = beat.open(client, a);
      JsonObject open = management.awaitOpen("client", "node a");
      assertEquals("BlastBeat, localhost, WebSocket", open.get("speaks").getAsString());
      management.end(open);
      a.hear(sid, "end", "");
      client.expectEnd();
    }
  }
}
