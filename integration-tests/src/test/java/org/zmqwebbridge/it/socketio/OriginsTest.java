package org.zmqwebbridge.it.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.zmqwebbridge.blastbeat.config.VhostOptions;
import org.zmqwebbridge.blastbeat.wire.Sid;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.observe.Counter;

/** Which pages may speak socket.io with a host, and read what it answers. */
class OriginsTest {
  private static final String OWN = "Origin: http://localhost";
  private static final String LISTED = "Origin: https://shop.example.org";
  private static final String FOREIGN = "Origin: https://elsewhere.example";
  private static final VhostOptions LISTING = Host.SPOKEN.withOrigins("https://*.example.org");

  private static Host host() {
    return Host.start(LISTING, limits -> limits);
  }

  @Test
  void foreignPagesMayNothing() {
    try (Host host = host()) {
      Sid sid = host.polling();
      String poll = Host.poll(sid);
      assertEquals(403, host.get("/socket.io/1/", FOREIGN).status());
      assertEquals(403, host.get(poll, FOREIGN).status());
      assertEquals(403, host.get(poll + "?disconnect", FOREIGN).status());
      assertEquals(403, host.asking().post(poll, "3:::x", FOREIGN).answer().status());
      assertEquals(403, host.asking().send("OPTIONS", poll, "", FOREIGN).answer().status());
      assertEquals(403, host.get("/socket.io/1/", "Origin: null").status());
      assertEquals(403, host.upgrade("/socket.io/1/websocket/" + sid).with(FOREIGN).status());
      assertEquals(7, host.count(Counter.BLASTBEAT_ORIGINS_REFUSED));
      assertEquals("1", host.post(sid, "3:::still here").ok());
      host.expect(sid, "socket.io/msg", "still here");
    }
  }

  @Test
  void listedPagesMayReadTheAnswer() {
    try (Host host = host()) {
      Sid sid = host.shakeHands(LISTED);
      Asking.Answer answer = host.get(Host.poll(sid), LISTED);
      assertEquals("1::", answer.ok());
      assertTrue(answer.says("Access-Control-Allow-Origin: https://shop.example.org"));
      assertTrue(answer.says("Access-Control-Allow-Credentials: true"));
      assertTrue(answer.says("Vary: Origin"));
      assertTrue(answer.says("X-Content-Type-Options: nosniff"));
      assertTrue(answer.says("Cache-Control: no-store"));
      Asking.Answer options = host.asking().send("OPTIONS", Host.poll(sid), "", LISTED).answer();
      assertEquals("", options.ok());
      assertTrue(options.says("Access-Control-Allow-Methods: POST, GET, OPTIONS"));
      RawPage.open(host.upgrade("/socket.io/1/websocket/" + sid).with(LISTED)).closeUnread();
    }
  }

  @Test
  void itsOwnPagesMayCome() {
    try (Host host = host()) {
      Sid sid = host.shakeHands(OWN);
      assertEquals("1::", host.get(Host.poll(sid), OWN).ok());
    }
  }

  @Test
  void withoutAnOriginNoPageIsToldThatItMayRead() {
    try (Host host = host()) {
      Sid sid = host.shakeHands();
      assertFalse(host.get(Host.poll(sid)).head().contains("Access-Control"));
    }
  }

  @Test
  void allPagesMayComeWhereTheHostSaysSo() {
    try (Host host = Host.start(Host.SPOKEN.withOrigins("*"), limits -> limits)) {
      Sid sid = host.shakeHands(FOREIGN);
      Asking.Answer answer = host.get(Host.poll(sid), FOREIGN);
      assertTrue(answer.says("Access-Control-Allow-Origin: https://elsewhere.example"));
    }
  }
}
