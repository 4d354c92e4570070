package org.zmqwebbridge.zmq;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

class DirectRouterTest extends RouterRig {
  @Test
  void whatIsHeardBeginsWithTheNameOfWhoSaysItAndWhatIsSaidGoesToWhomItNames() throws Exception {
    open(10);
    try (Plain first = present("n1", 1);
        Plain second = present("n2", 2)) {
      first.say("\1\0" + "\0\1a");
      assertEquals("n1||a|", next());
      second.say("\0\1b");
      assertEquals("n2|b|", next());
      String body = "c".repeat(300);
      assertEquals(Sending.SENT, send("n2", "", "type", body));
      assertEquals(Sending.SENT, send("n1", "only"));
      second.expect("\1\0" + "\1\4type" + "\2\0\0\0\0\0\0\1\54" + body);
      first.expect("\0\4only");
      assertEquals(Sending.GONE, send("N1", "x"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DEALER", "REQ", "ROUTER"})
  void whoHasNoNameIsGivenOne(String type) throws Exception {
    open(10);
    try (Plain peer = new Plain().shake("ROUTER", type);
        Plain other = greeted().say(ready(type, ""))) {
      other.expect(other.ready("ROUTER"));
      peer.say("\0\1a");
      String said = nextWith("|a|");
      String name = said.substring(0, said.length() - "|a|".length());
      assertEquals(5, name.length());
      assertEquals(0, name.charAt(0));
      assertEquals(Sending.SENT, send(name, "b"));
      peer.expect("\0\1b");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PULL", "PUB", "PUSH", "REP", "PAIR", "dealer"})
  void whoIsOfAnotherTypeEnds(String type) throws Exception {
    open(10);
    try (Plain other = greeted().say(ready(type, "n1"))) {
      other.expect(other.ready("ROUTER"));
      other.expectEnd();
      assertEquals(Sending.GONE, send("n1", "x"));
    }
  }

  @Test
  void whoCallsItselfAsNobodyMayEnds() throws Exception {
    open(10);
    String said = "\5READY\13Socket-Type\0\0\0\6DEALER\10Identity\0\0\1\0" + "n".repeat(256);
    try (Plain given = greeted().say(ready("DEALER", "\0\0\0\0\1"));
        Plain tooLong = greeted().say("\6\0\0\0\0\0\0" + "\1\47" + said)) {
      given.expect(given.ready("ROUTER"));
      given.expectEnd();
      tooLong.expect(tooLong.ready("ROUTER"));
      tooLong.expectEnd();
    }
    assertEquals(0, counters.value(Counter.PEERS_CONNECTED));
  }

  @Test
  void peersOfOlderVersionsAreKnownByTheirFirstFrame() throws Exception {
    open(10);
    try (Plain two = new Plain().say(SIGNATURE + "\1\5\0\2n2");
        Plain one = new Plain().say("\3\0n1")) {
      two.expect(SIGNATURE + "\3\6\0\0");
      one.expect(SIGNATURE);
      Await.await("both", () -> counters.value(Counter.PEERS_CONNECTED) == 2);
      two.say("\1\1a\0\1b");
      one.say("\2\1a\2\0c");
      String both = nextWith("|a|");
      both += next();
      assertTrue(both.contains("n2|a|b|") && both.contains("n1|a|c|"), both);
      assertEquals(Sending.SENT, send("n2", "d", "e"));
      assertEquals(Sending.SENT, send("n1", "d", "e".repeat(254)));
      two.expect("\1\1d\0\1e");
      one.expect("\2\1d" + "\377\0\0\0\0\0\0\0\377\0" + "e".repeat(254));
    }
  }

  @Test
  void whoComesByTheNameOfAnotherTakesItsPlace() throws Exception {
    open(10);
    try (Plain before = present("n1", 1);
        Plain after = dealer("n1")) {
      before.expectEnd();
      assertEquals("namesake n1", next());
      assertEquals("1 present", next());
      assertEquals(Sending.SENT, send("n1", "a"));
      after.expect("\0\1a");
      after.say("\0\1b");
      assertEquals("n1|b|", next());
    }
  }

  @Test
  void whoComesAgainBeforeItsEndWasToldIsAnother() throws Exception {
    open(10);
    try (Plain before = present("n1", 1);
        Plain after = greeted()) {
      CountDownLatch held = hold();
      before.leave();
      after.say(ready("DEALER", "n1") + "\0\1a");
      held.countDown();
      assertEquals("namesake n1", next());
      assertEquals("n1|a|", next());
      assertEquals("1 present", next());
      after.expect(after.ready("ROUTER"));
    }
  }

  @Test
  void whoComesAgainAfterItsEndWasToldIsNew() throws Exception {
    open(10);
    try (Plain before = present("n1", 1)) {
      before.leave();
      assertEquals("0 present", next());
      assertEquals(Sending.GONE, send("n1", "x"));
    }
    try (Plain after = present("n1", 1)) {
      assertEquals(Sending.SENT, send("n1", "a"));
      after.expect("\0\1a");
    }
  }

  /** At a Unix socket, where who has gone cannot be written to, even if nobody has read its end. */
  @Test
  void whatWasSaidBeforeAnEndIsHeard(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("r");
    open(10, ZmqEndpoint.parseBound("ipc://" + file));
    String greeting = GREETING + command("\5READY\13Socket-Type\0\0\0\6ROUTER");
    try (SocketChannel peer = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
      write(peer, GREETING + ready("DEALER", "n1"));
      ByteBuffer read = ByteBuffer.allocate(greeting.length());
      while (read.hasRemaining() && peer.read(read) >= 0) {} // all that it is sent
      assertEquals(greeting, new String(read.array(), ISO_8859_1));
      assertEquals("1 present", next());
      CountDownLatch held = hold();
      write(peer, "\0\1a");
      leave(peer);
      loop.post(() -> sendings.add(router.sendTo("n1".getBytes(ISO_8859_1), new byte[1])));
      held.countDown();
      assertEquals("n1|a|", next());
      assertEquals("0 present", next());
      assertEquals(List.of(Sending.SENT), sendings);
    }
  }

  private static void write(SocketChannel channel, String bytes) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(bytes.getBytes(ISO_8859_1));
    while (all.hasRemaining()) {
      channel.write(all);
    }
  }

  private static void leave(SocketChannel peer) throws IOException {
    peer.close();
  }
}
