package org.zmqwebbridge.zmq.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GreetingTest {
  private static final String SIGNATURE = "ff00000000000000017f";
  private static final String NULL = "4e554c4c" + "00".repeat(16);
  private static final String THREE = SIGNATURE + "0301" + NULL + "00".repeat(32);
  private static final String OURS = "03" + "00" + NULL + "00".repeat(32);

  private final Greeting greeting = new Greeting(PeerType.PUSH);

  private String answer(ByteBuffer bytes) throws BrokenPeerException {
    return HexFormat.of().formatHex(greeting.read(bytes));
  }

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }

  @Test
  void signatureIsThatOfTheRfc() {
    assertEquals(SIGNATURE, HexFormat.of().formatHex(Greeting.signature()));
  }

  @Test
  void peerOfZeroMqFourIsMetWithTheRestOfOurGreeting() throws BrokenPeerException {
    ByteBuffer said = bytes(THREE + "04");
    assertEquals(OURS, answer(said));
    assertEquals(ZmtpVersion.THREE, greeting.version());
    assertEquals(1, said.remaining(), "what follows are frames");
  }

  @Test
  void greetingIsTheSameHoweverItIsCut() throws BrokenPeerException {
    byte[] said = HexFormat.of().parseHex(THREE);
    ByteArrayOutputStream answers = new ByteArrayOutputStream();
    for (byte each : said) {
      assertNull(greeting.version());
      answers.writeBytes(greeting.read(ByteBuffer.wrap(new byte[] {each})));
    }
    assertEquals(ZmtpVersion.THREE, greeting.version());
    assertEquals(OURS, HexFormat.of().formatHex(answers.toByteArray()));
  }

  @Test
  void peerOfZeroMqThreeIsToldTheTypeAndAnIdentityWithoutLetters() throws BrokenPeerException {
    ByteBuffer said = bytes(SIGNATURE + "01" + "07" + "0000");
    assertEquals("03" + "08" + "0000", answer(said));
    assertEquals(ZmtpVersion.TWO, greeting.version());
    assertEquals(2, said.remaining(), "its identity is a frame");
  }

  @Test
  void peerOfZeroMqTwoIsKnownByItsFirstByte() throws BrokenPeerException {
    ByteBuffer said = bytes("0100");
    assertEquals("", answer(said));
    assertEquals(ZmtpVersion.ONE, greeting.version());
    assertEquals(2, said.remaining(), "its identity is a frame");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SIGNATURE + "00", // a version that was never spoken
        SIGNATURE + "0108", // a PUSH
        "ff00000000000000017e", // an identity of 256 bytes and more
        SIGNATURE + "0300" + "504c41494e" + "000000000000000000000000000000" + "00"
      })
  void whoCannotBeAPeerIsRefused(String said) {
    String whole = said.length() > 24 ? said + "00".repeat(64 - said.length() / 2) : said;
    assertThrows(BrokenPeerException.class, () -> greeting.read(bytes(whole)));
  }

  @Test
  void typesThatMayBeConnectedAreThoseOfTheRfc() {
    for (String name :
        "PAIR PUB SUB REQ REP DEALER ROUTER PULL PUSH XPUB XSUB pull".split(" ", -1)) {
      assertEquals(name.equals("PULL"), PeerType.PUSH.takes(name), name);
      assertEquals(name.equals("PUB") || name.equals("XPUB"), PeerType.SUB.takes(name), name);
      boolean isNamed = name.equals("REQ") || name.equals("DEALER") || name.equals("ROUTER");
      assertEquals(isNamed, PeerType.ROUTER.takes(name), name);
    }
    for (byte code = 0; code < 12; code++) {
      assertEquals(code == 7, PeerType.PUSH.takes(code), "code " + code);
      assertEquals(code == 1 || code == 9, PeerType.SUB.takes(code), "code " + code);
      boolean isNamed = code == 3 || code == 5 || code == 6;
      assertEquals(isNamed, PeerType.ROUTER.takes(code), "code " + code);
    }
  }

  @Test
  void readyNamesTheType() throws BrokenPeerException {
    byte[] body = PeerCommand.ready(PeerType.SUB);
    assertEquals("\5READY\13Socket-Type\0\0\0\3SUB", new String(body, ISO_8859_1));
    PeerCommand read = PeerCommand.read(body);
    assertEquals("READY", read.name());
    assertEquals("SUB", read.socketType());
  }

  @Test
  void readyOfOthersMayHaveMore() throws BrokenPeerException {
    byte[] body = "\5READY\10Identity\0\0\0\0\13socket-type\0\0\0\4PULL".getBytes(ISO_8859_1);
    assertEquals("PULL", PeerCommand.read(body).socketType());
  }

  @Test
  void identityIsTheFirstThatIsSaidOrNone() throws BrokenPeerException {
    byte[] body = "\5READY\10IDENTITY\0\0\0\2n1\10Identity\0\0\0\2n2".getBytes(ISO_8859_1);
    assertEquals("n1", new String(PeerCommand.read(body).identity(), ISO_8859_1));
    assertEquals(0, PeerCommand.read(PeerCommand.ready(PeerType.SUB)).identity().length);
    byte[] lies = "\5READY\10Identity\0\0\0\3n1".getBytes(ISO_8859_1);
    assertThrows(BrokenPeerException.class, () -> PeerCommand.read(lies).identity());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\0",
        "\6READY",
        "\5READY\1",
        "\5READY\1a\0\0",
        "\5READY\1a\0\0\0\2b",
        "\5READY\1a\177\0\0\0",
        "\5READY\1a\377\377\377\377",
        "\5READY\1a\0\0\0\0"
      })
  void commandsThatLieAreRefused(String body) {
    assertThrows(
        BrokenPeerException.class, () -> PeerCommand.read(body.getBytes(ISO_8859_1)).socketType());
  }

  @Test
  void pingIsAnsweredWithItsContext() throws BrokenPeerException {
    assertEquals("\4PING\0\226", new String(PeerCommand.ping(150), ISO_8859_1));
    PeerCommand ping = PeerCommand.read("\4PING\0\12context".getBytes(ISO_8859_1));
    assertEquals("\4PONGcontext", new String(ping.pong(), ISO_8859_1));
    PeerCommand longOne = PeerCommand.read(("\4PING\0\12" + "c".repeat(99)).getBytes(ISO_8859_1));
    assertEquals("\4PONG" + "c".repeat(16), new String(longOne.pong(), ISO_8859_1));
    assertEquals(
        "\4PONG", new String(PeerCommand.read("\4PING".getBytes(ISO_8859_1)).pong(), ISO_8859_1));
  }
}
