package org.zmqwebbridge.it.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.blastbeat.config.VhostSpec;
import org.zmqwebbridge.observe.Counter;

/**
 * What old nodes rely on, and what BlastBeat's README still lists as missing or never had: the
 * reference's A10 and A11, as far as no other test says it.
 */
@SuppressWarnings("try") // clients and nodes end when a test says so
class OldWaysTest {
  private static final int MANY = 3_000;

  /** A node that frees what it has of a session when that ends has one for each, and no more. */
  @Test
  void eachSessionBeginsWithARequestAndHasOneEnd() {
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a")) {
      for (String connection : List.of("close", "keep-alive")) {
        try (Asking client = beat.client()) {
          client.get("/1", "Connection: " + connection);
          String sid = node.serve();
          client.expect(Asking.OK);
          if (connection.equals("keep-alive")) {
            client.get("/2");
            assertEquals(sid, node.serve());
            client.expect(Asking.OK);
            client.close();
          }
          node.hear(sid, "end", "");
        }
      }
      node.sync(beat);
      node.hearsNothingNow();
    }
  }

  /** An old node says nothing before it is asked, and its pong has a body. */
  @Test
  void aNodeIsThereOnceItHasAnsweredAPing() {
    try (Beat beat = Beat.start("a");
        JavaNode node = JavaNode.silent(beat.address(), "a");
        Asking early = beat.client();
        Asking client = beat.client()) {
      early.get("/");
      early.expectRefusal(503);
      node.hearAny().expect("", "ping", "");
      node.say("", "pong", "pong");
      node.sync(beat);
      client.get("/");
      node.serve();
      client.expect(Asking.OK);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Site.test:8080", "SITE.TEST:8080", "other.test", "OTHER.test"})
  void aHostIsKnownByItsNamesInWhateverCase(String host) {
    try (Beat beat = Beat.start(VhostSpec.of("Site.test:8080", "a").withAliases("other.test"));
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.send(Asking.request("GET", host, "/"));
      Heard heard = node.hear("uwsgi");
      assertEquals("Site.test", heard.byName().get("SERVER_NAME"));
      assertEquals(host, heard.byName().get("HTTP_HOST"));
    }
  }

  /** There, such a burst waits for the next ping, and pongs with it. */
  @Test
  void aBurstOfWordsThatNobodyHearsDoesNotHoldUpTheNext() {
    try (Beat beat = Beat.start(Beat.pings(60_000), VhostSpec.of("localhost", "a"));
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      String sid = beat.open(client, node);
      for (int i = 0; i < MANY; i++) {
        node.say(sid, i % 2 == 0 ? "join" : "leave", "room");
      }
      node.say(sid, "websocket", "after all");
      client.expectText("after all");
      assertTrue(beat.count(Counter.BLASTBEAT_MESSAGES) > MANY);
    }
  }

  @Test
  void whatTheReadmeOnlyNamesIsIgnoredAndSoIsWhatWasForSpdy() {
    List<String> names =
        List.of(
            "move",
            "timeout",
            "timer",
            "oneshot",
            "goaway",
            "auth",
            "bandwidth",
            "secure",
            "unsecure",
            "ssl",
            "sslverify",
            "push");
    try (Beat beat = Beat.start("a");
        JavaNode node = beat.node("a");
        Asking client = beat.client()) {
      client.get("/");
      String sid = node.hear("uwsgi").sid();
      names.forEach(name -> node.say(sid, name, "HTTP/1.1 200 OK\r\n:path: /x\r\n\r\n"));
      node.answer(sid);
      client.expect(Asking.OK);
      assertEquals(names.size(), beat.count(Counter.BLASTBEAT_MESSAGES_UNKNOWN));
    }
  }
}
