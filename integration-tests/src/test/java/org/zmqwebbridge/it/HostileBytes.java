package org.zmqwebbridge.it;

import static org.zmqwebbridge.it.Zmtp.COMMAND;
import static org.zmqwebbridge.it.Zmtp.MORE;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/**
 * What a peer may say that no ZeroMQ library does. A JeroMQ without our guards survives all of it;
 * what it would not survive, the guards' own tests know as numbers.
 */
public enum HostileBytes {
  NOTHING(new byte[0]),
  HALF_A_SIGNATURE(new byte[] {(byte) 0xff, 0, 0}),
  HALF_A_GREETING(part(Zmtp.greeting("NULL"), 30)),
  A_GREETING_AND_NO_MORE(Zmtp.greeting("NULL")),
  A_WRONG_SIGNATURE(Zmtp.text("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")),
  AN_UNKNOWN_MECHANISM(Zmtp.greeting("MAGIC")),
  THE_OTHERS_MECHANISM(Zmtp.greeting("CURVE")),
  A_COMMAND_ABOVE_THE_LIMIT(announced(COMMAND, (1 << 20) + 1)),
  HALF_A_LARGE_COMMAND(Zmtp.join(announced(COMMAND, 1 << 20), new byte[1000])),
  A_MESSAGE_ABOVE_THE_LIMIT(message(Zmtp.header(0, (1 << 20) + 1))),
  HALF_A_MESSAGE(message(Zmtp.frame(MORE, new byte[200]), Zmtp.frame(MORE, new byte[200]))),
  A_COMMAND_THAT_NOBODY_KNOWS(
      Zmtp.join(Zmtp.greeting("NULL"), Zmtp.frame(COMMAND, Zmtp.text("\6FORMAT c:")))),
  AN_EMPTY_COMMAND(Zmtp.join(Zmtp.greeting("NULL"), Zmtp.frame(COMMAND, new byte[0]))),
  METADATA_CUT_SHORT(
      Zmtp.join(
          Zmtp.greeting("NULL"),
          Zmtp.frame(COMMAND, Zmtp.join(Zmtp.text("\5READY\13Socket-Type"), ints(6), ints(0))))),
  ANOTHER_SOCKETS_TYPE(Zmtp.join(Zmtp.greeting("NULL"), Zmtp.ready("PUSH"))),
  AN_IDENTITY_THAT_IS_TOO_LONG(
      Zmtp.join(Zmtp.greeting("NULL"), Zmtp.ready("DEALER", "i".repeat(1000)))),
  READY_TWICE(message(Zmtp.ready("DEALER"))),
  AN_ERROR_CUT_SHORT(
      Zmtp.join(Zmtp.greeting("NULL"), Zmtp.frame(COMMAND, Zmtp.text("\5ERROR\u00ff")))),
  A_PING_CUT_SHORT(message(Zmtp.frame(COMMAND, Zmtp.text("\4PING")))),
  A_PING_WITHOUT_A_CONTEXT(message(Zmtp.frame(COMMAND, Zmtp.text("\4PING\0")))),
  A_FLOOD_OF_PINGS(message(times(500, Zmtp.frame(COMMAND, Zmtp.text("\4PING\0\1context"))))),
  A_FLOOD_OF_SUBSCRIPTIONS(message(times(1_000, Zmtp.frame(0, Zmtp.text("\1topic"))))),
  A_FLOOD_OF_NOTHING(message(times(5_000, Zmtp.frame(0, new byte[0])))),
  A_MESSAGE_OF_TOO_MANY_FRAMES(message(times(5_000, Zmtp.frame(MORE, new byte[0])))),
  THE_PROTOCOL_OF_OLD(Zmtp.join(part(Zmtp.greeting("NULL"), 10), new byte[] {1, 5})),
  THE_PROTOCOL_BEFORE(new byte[] {1, 0}),
  NOISE(Zmtp.join(Zmtp.text("!"), random(5_000))),
  NOISE_IN_A_COMMAND(Zmtp.join(Zmtp.greeting("NULL"), Zmtp.frame(COMMAND, random(200)))),
  NOISE_IN_MESSAGES(message(times(20, Zmtp.frame(MORE, random(200)))));

  private final boolean behindHandshake;

  @SuppressWarnings("ImmutableEnumChecker") // nobody writes to it
  private final byte[] bytes;

  HostileBytes(byte[] bytes) {
    this.behindHandshake = false;
    this.bytes = bytes;
  }

  HostileBytes(Messages messages) {
    this.behindHandshake = true;
    this.bytes = messages.bytes();
  }

  /**
   * Says it, after a handshake in order if it is of messages.
   *
   * @param socketType what the peer pretends to be
   */
  public void say(Socket socket, String socketType) throws IOException {
    try {
      if (behindHandshake) {
        Zmtp.shakeHands(socket, socketType);
      }
      socket.getOutputStream().write(bytes);
    } catch (SocketException | EOFException hungUp) {
      // the bridge had heard enough
    }
  }

  /** Whether it begins with a whole greeting, so that another mechanism's may stand there. */
  boolean isBehindGreeting() {
    byte[] greeting = Zmtp.greeting("NULL");
    return !behindHandshake
        && bytes.length >= greeting.length
        && Arrays.equals(bytes, 0, greeting.length, greeting, 0, greeting.length);
  }

  /** Says it after another greeting than its own. */
  void sayBehind(Socket socket, byte[] greeting) throws IOException {
    try {
      socket.getOutputStream().write(greeting);
      socket.getOutputStream().write(bytes, Zmtp.GREETING_BYTES, bytes.length - greeting.length);
    } catch (SocketException hungUp) {
      // the bridge had heard enough
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Messages(byte[] bytes) {}

  private static byte[] announced(int flags, long length) {
    return Zmtp.join(Zmtp.greeting("NULL"), Zmtp.header(flags, length));
  }

  private static Messages message(byte[]... frames) {
    return new Messages(Zmtp.join(frames));
  }

  private static byte[] part(byte[] whole, int length) {
    return Arrays.copyOf(whole, length);
  }

  private static byte[] ints(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  private static byte[] times(int count, byte[] one) {
    ByteBuffer all = ByteBuffer.allocate(count * one.length);
    for (int i = 0; i < count; i++) {
      all.put(one);
    }
    return all.array();
  }

  /** Always the same. */
  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
