package org.zmqwebbridge.zmq;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeromq.ZMQ;
import zmq.Msg;
import zmq.io.Metadata;

/** Which commands JeroMQ sees of a handshake, as a function of their order and their lengths. */
final class HandshakeFramesTest {
  private static final int LIMIT = 1000;

  private final AtomicInteger done = new AtomicInteger();

  private HandshakeFrames frames(Security security) {
    return new HandshakeFrames(new IncomingFrames(LIMIT), security, done::incrementAndGet);
  }

  private static Security curveClient() {
    ZMQ.Curve.KeyPair keys = ZMQ.Curve.generateKeyPair();
    return Security.curve(CurveKey.parse(keys.publicKey), CurveKeyPair.parse(keys.secretKey));
  }

  private static Security curveServer() {
    ZMQ.Curve.KeyPair keys = ZMQ.Curve.generateKeyPair();
    return Security.curve(
        CurveKeyPair.parse(keys.secretKey), Set.of(CurveKey.parse(keys.publicKey)));
  }

  /** What JeroMQ is told of its size. */
  private static int seen(HandshakeFrames frames, byte[] command) {
    Msg made = frames.allocate(command.length);
    ByteBuffer unused = made.buf().put(command);
    return made.size();
  }

  private static byte[] named(String name, int length) {
    byte[] command = new byte[length];
    command[0] = (byte) name.length();
    byte[] text = name.getBytes(ISO_8859_1);
    System.arraycopy(text, 0, command, 1, text.length);
    return command;
  }

  @ParameterizedTest
  @CsvSource({
    "WELCOME, 168, 168",
    "ERROR, 20, 20",
    "READY, 60, 0",
    "MESSAGE, 60, 0",
    "HELLO, 200, 0",
  })
  void aServiceWithCurveBeginsAsTheRfcSays(String name, int length, int size) {
    assertEquals(size, seen(frames(curveClient()), named(name, length)));
  }

  @Test
  void aHandshakeIsDoneWithItsLastCommand() {
    HandshakeFrames frames = frames(curveClient());
    assertEquals(168, seen(frames, named("WELCOME", 168)));
    assertEquals(0, done.get());
    assertEquals(60, seen(frames, named("READY", 60)));
    assertEquals(1, done.get());
    assertEquals(60, seen(frames, named("MESSAGE", 60)));
    assertEquals(1, done.get());
  }

  private static int seenByPlain(int length, int usernameLength, int passwordLength, int at) {
    byte[] hello = named("HELLO", length);
    hello[6] = (byte) usernameLength;
    hello[at] = (byte) passwordLength;
    return seen(
        new HandshakeFrames(
            new IncomingFrames(LIMIT), Security.plain(Map.of("hugo", "x")), () -> {}),
        hello);
  }

  /** Sizes: of the command, of what it says of its username and its password, and what is seen. */
  @ParameterizedTest
  @CsvSource({
    "13, 4, 1, 13",
    "13, 4, 2, 0",
    "13, 4, 0, 0",
    "13, 100, 1, 0",
    "13, -1, 1, 0",
    "13, 4, -1, 0",
    "13, -128, 1, 0",
    "8, 0, 0, 8",
  })
  void aHelloOfPlainIsAsLongAsItsPartsAddUpTo(int length, int username, int password, int size) {
    assertEquals(size, seenByPlain(length, username, password, length == 8 ? 7 : 11));
  }

  @ParameterizedTest
  @CsvSource({"INITIATE, 20", "WELCOME, 20", "HELLO, 7", "HELLO, 6"})
  void whatIsNoHelloBeginsNoPlainHandshake(String name, int length) {
    assertEquals(
        0,
        seen(
            new HandshakeFrames(
                new IncomingFrames(LIMIT), Security.plain(Map.of("hugo", "x")), () -> {}),
            named(name, length)));
  }

  /** That is JeroMQ's to say, and Peers relies on it. */
  @Test
  void noPeerSaysWhereItConnectsFrom() {
    byte[] ready = named("READY", 60);
    assertEquals(60, seen(frames(Security.none()), ready));
    byte[] property = named(Metadata.PEER_ADDRESS, 1 + Metadata.PEER_ADDRESS.length());
    System.arraycopy(property, 0, ready, 20, property.length);
    assertEquals(0, seen(frames(Security.none()), ready));
  }

  @Test
  void whatIsNoSizeIsTakenForNothing() {
    for (int announced : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 20}) {
      assertEquals(0, frames(Security.none()).allocate(announced).size());
      assertEquals(0, frames(curveServer()).allocate(announced).size());
    }
  }
}
