package org.zmqwebbridge.zws.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Frames and handshakes, byte by byte as the RFCs have them. */
class FrameCodecTest {
  private static Frame decode(String bytes) {
    return FrameCodec.decode(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1)));
  }

  private static Frame.Command command(String body) {
    return new Frame.Command(body.getBytes(ISO_8859_1));
  }

  @Test
  void theFirstByteSaysWhatTheRestIs() {
    Frame.Part last = assertInstanceOf(Frame.Part.class, decode("\0body"));
    assertEquals("body", new String(last.body(), ISO_8859_1));
    assertEquals(false, last.more());
    Frame.Part more = assertInstanceOf(Frame.Part.class, decode("\1"));
    assertEquals(0, more.body().length);
    assertTrue(more.more());
    Frame.Command command = assertInstanceOf(Frame.Command.class, decode("\2\4PING"));
    assertEquals("\4PING", new String(command.body(), ISO_8859_1));
  }

  @Test
  void whatHasNoFlagsOrOthersIsBroken() {
    assertEquals(new Frame.Broken(Rule.FLAG_MISSING), decode(""));
    for (int flags = 3; flags < 256; flags++) {
      assertEquals(new Frame.Broken(Rule.FLAG_UNKNOWN), decode((char) flags + "body"));
    }
  }

  @Test
  void aReadyIsReadAsItIsWritten() {
    Frame.Command ready = new Frame.Command(HandshakeCommand.ready("ROUTER"));
    assertEquals("\5READY\13Socket-Type\0\0\0\6ROUTER", new String(ready.body(), ISO_8859_1));
    assertEquals("ROUTER", HandshakeCommand.ready(ready).orElseThrow().socketType());
    assertEquals(Optional.empty(), HandshakeCommand.initiate(ready));
    assertEquals("", HandshakeCommand.ready(command("\5READY")).orElseThrow().socketType());
    Properties two =
        HandshakeCommand.ready(command("\5READY\10Identity\0\0\0\0\13socket-type\0\0\0\3REQ"))
            .orElseThrow();
    assertEquals("REQ", two.socketType());
  }

  @Test
  void aCommandThatIsCutOrHasMoreIsNone() {
    for (String bad :
        new String[] {
          "",
          "\5READ",
          "\5READY\13Socket",
          "\5READY\1a",
          "\5READY\1a\0\0\0\1",
          "\5READY\0\0\0\0\0",
          "\5READY\1a\377\377\377\377",
          "\5READY\1 \0\0\0\0",
          "\5READY\1a\0\0\0\0\1A\0\0\0\0"
        }) {
      assertEquals(Optional.empty(), HandshakeCommand.ready(command(bad)), bad);
    }
    for (String bad :
        new String[] {
          "\5HELLO", "\5HELLO\1u", "\5HELLO\1u\2p", "\5HELLO\1u\1p!", "\5READY\1u\1p"
        }) {
      assertEquals(Optional.empty(), HandshakeCommand.hello(command(bad)), bad);
    }
  }

  @Test
  void aHelloSaysWhoAndItsTextDoesNot() {
    HandshakeCommand.Hello hello =
        HandshakeCommand.hello(command("\5HELLO\4hugo\6secret")).orElseThrow();
    assertEquals("hugo", hello.user());
    assertEquals("secret", hello.password());
    assertEquals("HELLO", hello.toString());
  }

  @Test
  void theBridgesOtherCommandsAreThoseOfPlain() {
    assertArrayEquals("\7WELCOME".getBytes(ISO_8859_1), HandshakeCommand.welcome());
    assertArrayEquals("\5ERROR\003400".getBytes(ISO_8859_1), HandshakeCommand.error("400"));
  }

  @Test
  void everyRuleHasACodeThatMayBeSentAndRoomForAConnectionsNumber() {
    for (Rule rule : Rule.values()) {
      assertTrue(rule.code() >= 1002 && rule.code() <= 1013, rule.word());
      assertTrue(rule.word().length() + rule.text().length() < 95, rule.word());
    }
  }
}
