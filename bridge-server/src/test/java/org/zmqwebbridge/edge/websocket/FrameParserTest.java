package org.zmqwebbridge.edge.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.kit.Frames;

class FrameParserTest {
  private static final int MAX_BYTES = 3_000;
  private static final int MAX_FRAGMENTS = 8;

  private final List<String> events = new ArrayList<>();
  private final ByteBudget budget = new ByteBudget(1 << 20);
  private final FrameParser parser = new FrameParser(MAX_BYTES, MAX_FRAGMENTS, budget);
  private final FrameParser.Listener listener =
      new FrameParser.Listener() {
        @Override
        public void onMessage(MessageType type, ByteBuffer payload) {
          assertTrue(payload.remaining() <= MAX_BYTES);
          events.add(event(type == MessageType.TEXT ? "text" : "binary", bytes(payload)));
        }

        @Override
        public void onPing(ByteBuffer payload) {
          events.add(event("ping", bytes(payload)));
        }

        @Override
        public void onPong() {
          events.add("pong");
        }

        @Override
        public void onClose(ByteBuffer payload) {
          events.add(event("close", bytes(payload)));
        }
      };

  private static byte[] bytes(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return bytes;
  }

  private static String event(String kind, byte[] payload) {
    return kind + " " + payload.length + " " + Arrays.hashCode(payload);
  }

  private void parse(byte[] bytes) throws FrameException {
    parser.parse(ByteBuffer.wrap(bytes.clone()), listener);
  }

  /** Random, but the same for the same seed. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Stream(byte[] bytes, List<String> events) {
    static Stream random(Random random) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      List<String> events = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        message(random, bytes, events);
      }
      return new Stream(bytes.toByteArray(), events);
    }

    private static void message(Random random, ByteArrayOutputStream out, List<String> events) {
      boolean text = random.nextBoolean();
      byte[] payload = new byte[size(random)];
      random.nextBytes(payload);
      int fragments = random.nextInt(3) > 0 ? 1 : 1 + random.nextInt(MAX_FRAGMENTS);
      int at = 0;
      for (int i = 1; i <= fragments; i++) {
        maybeControl(random, out, events);
        int end = i == fragments ? payload.length : at + random.nextInt(payload.length - at + 1);
        int first = (i == 1 ? (text ? 1 : 2) : 0) | (i == fragments ? 0x80 : 0);
        write(random, out, first, Arrays.copyOfRange(payload, at, end));
        at = end;
      }
      events.add(event(text ? "text" : "binary", payload));
    }

    private static int size(Random random) {
      int[] sizes = {0, 1, 3, 125, 126, 127, 300, MAX_BYTES};
      return random.nextBoolean() ? sizes[random.nextInt(sizes.length)] : random.nextInt(700);
    }

    private static void maybeControl(
        Random random, ByteArrayOutputStream out, List<String> events) {
      byte[] payload = new byte[random.nextInt(126)];
      random.nextBytes(payload);
      switch (random.nextInt(6)) {
        case 0 -> {
          write(random, out, 0x89, payload);
          events.add(event("ping", payload));
        }
        case 1 -> {
          write(random, out, 0x8a, payload);
          events.add("pong");
        }
        default -> {}
      }
    }

    private static void write(Random random, ByteArrayOutputStream out, int first, byte[] payload) {
      byte[] frame = Frames.masked(first, payload);
      byte[] key = new byte[4];
      random.nextBytes(key);
      int header = frame.length - payload.length;
      System.arraycopy(key, 0, frame, header - 4, 4);
      for (int i = 0; i < payload.length; i++) {
        frame[header + i] = (byte) (payload[i] ^ key[i & 3]);
      }
      out.writeBytes(frame);
    }
  }

  static long[] seeds() {
    return new Random().longs(40).toArray();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aValidStreamMeansTheSameWhereverItIsCut(long seed) throws FrameException {
    Random random = new Random(seed);
    Stream stream = Stream.random(random);
    int longest = new int[] {1, 3, 20, 200, 5_000, 1 << 20}[random.nextInt(6)];
    for (int at = 0; at < stream.bytes().length; ) {
      int end = Math.min(stream.bytes().length, at + 1 + random.nextInt(longest));
      parse(Arrays.copyOfRange(stream.bytes(), at, end));
      at = end;
    }
    assertEquals(stream.events(), events);
  }

  @Test
  void oneCutAnywhereChangesNothing() throws FrameException {
    byte[] bytes =
        Frames.join(
            Frames.ping("ping"),
            Frames.masked(1, Frames.repeat('a', 130)),
            Frames.masked(0x8a, Frames.repeat('p', 125)),
            Frames.masked(0, new byte[0]),
            Frames.masked(0x80, Frames.repeat('b', 9)),
            Frames.text(""),
            Frames.close(1000, "bye"));
    parse(bytes);
    List<String> whole = List.copyOf(events);
    assertEquals(5, whole.size());
    for (int at = 0; at <= bytes.length; at++) {
      events.clear();
      FrameParser fresh = new FrameParser(MAX_BYTES, MAX_FRAGMENTS, budget);
      fresh.parse(ByteBuffer.wrap(Arrays.copyOf(bytes, at)), listener);
      fresh.parse(ByteBuffer.wrap(Arrays.copyOfRange(bytes, at, bytes.length)), listener);
      assertEquals(whole, events, "cut at " + at);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void garbageIsRefusedOrReadButNeverBreaksTheParser(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      FrameParser fresh = new FrameParser(MAX_BYTES, MAX_FRAGMENTS, budget);
      byte[] garbage = garbage(random);
      try {
        for (int at = 0; at < garbage.length; ) {
          int end = Math.min(garbage.length, at + 1 + random.nextInt(300));
          fresh.parse(ByteBuffer.wrap(Arrays.copyOfRange(garbage, at, end)), listener);
          at = end;
        }
      } catch (FrameException refused) {
        assertTrue(
            refused.reason() == CloseReason.PROTOCOL_ERROR
                || refused.reason() == CloseReason.TOO_BIG);
      } catch (RuntimeException broken) {
        throw new AssertionError(HexFormat.of().formatHex(garbage), broken);
      }
    }
  }

  /** Sometimes bytes without any sense, sometimes a valid stream with some bytes changed. */
  private static byte[] garbage(Random random) {
    if (random.nextInt(4) == 0) {
      byte[] garbage = new byte[random.nextInt(600)];
      random.nextBytes(garbage);
      return garbage;
    }
    byte[] stream = Stream.random(random).bytes();
    for (int i = random.nextInt(4); i >= 0; i--) {
      stream[random.nextInt(stream.length)] = (byte) random.nextInt(256);
    }
    return stream;
  }

  @Test
  void theLongestMessageAndTheMostFragmentsPassAndOneMoreDoesNot() throws FrameException {
    parse(Frames.masked(0x81, new byte[MAX_BYTES]));
    parse(Frames.fragments(1, new byte[MAX_FRAGMENTS], 1));
    parse(Frames.fragments(2, new byte[MAX_BYTES], MAX_BYTES / 2));
    assertEquals(3, events.size());
    byte[] tooMany = Frames.fragments(1, new byte[MAX_FRAGMENTS + 1], 1);
    byte[] tooLong = Frames.fragments(1, new byte[MAX_BYTES + 1], MAX_BYTES);
    byte[] announced = Frames.hex("81 fe 0bb9 00000000");
    for (byte[] over : List.of(tooMany, tooLong, announced)) {
      FrameParser fresh = new FrameParser(MAX_BYTES, MAX_FRAGMENTS, budget);
      FrameException refused =
          assertThrows(
              FrameException.class, () -> fresh.parse(ByteBuffer.wrap(over.clone()), listener));
      assertEquals(CloseReason.TOO_BIG, refused.reason());
    }
    assertEquals(3, events.size());
  }

  @Test
  void whatIsWrongIsSeenInTheFirstTwoBytes() {
    for (String two :
        List.of("81 00", "91 80", "a1 80", "c1 80", "83 80", "8b 80", "09 80", "89 fe", "80 80")) {
      FrameParser fresh = new FrameParser(MAX_BYTES, MAX_FRAGMENTS, budget);
      assertThrows(
          FrameException.class,
          () -> {
            fresh.parse(ByteBuffer.wrap(Frames.hex(two.substring(0, 2))), listener);
            fresh.parse(ByteBuffer.wrap(Frames.hex(two.substring(3))), listener);
          },
          two);
    }
  }

  @Test
  void nothingIsReadBehindACloseFrame() throws FrameException {
    parse(Frames.join(Frames.close(1000, ""), Frames.ping("late"), Frames.hex("ff ff ff")));
    parse(Frames.text("later"));
    assertEquals(1, events.size());
  }

  // The budget of all

  @Test
  void whatIsStoredIsChargedByWhatHasComeAndGivenBackWithItsMessage() throws FrameException {
    byte[] message = Frames.masked(0x81, new byte[MAX_BYTES]);
    int half = message.length / 2;
    parse(Arrays.copyOf(message, 10));
    assertTrue(budget.taken() > 0 && budget.taken() <= 4096);
    parse(Arrays.copyOfRange(message, 10, half));
    assertTrue(budget.taken() >= half - 10 && budget.taken() <= MAX_BYTES);
    parse(Arrays.copyOfRange(message, half, message.length));
    assertEquals(0, budget.taken());
    parse(Frames.fragments(2, new byte[MAX_BYTES], MAX_BYTES / 4));
    assertEquals(0, budget.taken());
    assertEquals(2, events.size());
  }

  @Test
  void aMessageThatLiesWholeInTheBytesAtHandCostsNothing() throws FrameException {
    budget.take(budget.limit());
    parse(Frames.masked(0x81, new byte[MAX_BYTES]));
    assertEquals(1, events.size());
  }

  @Test
  void whatFindsNoRoomIsRefusedAndReleaseGivesTheRestBack() throws FrameException {
    parse(Frames.masked(1, new byte[100]));
    long others = budget.limit() - budget.taken();
    budget.take(others);
    FrameException refused =
        assertThrows(FrameException.class, () -> parse(Frames.masked(0, new byte[2_000])));
    assertEquals(CloseReason.OVERLOADED, refused.reason());
    parser.release();
    parser.release();
    assertEquals(others, budget.taken());
  }

  @Test
  void aListenerThatThrowsDoesNotKeepTheBytes() {
    assertThrows(
        IllegalStateException.class,
        () ->
            new FrameParser(MAX_BYTES, MAX_FRAGMENTS, budget)
                .parse(
                    ByteBuffer.wrap(Frames.fragments(1, new byte[100], 50)),
                    new ThrowingListener()));
    assertEquals(0, budget.taken());
  }

  private static final class ThrowingListener implements FrameParser.Listener {
    @Override
    public void onMessage(MessageType type, ByteBuffer payload) {
      throw new IllegalStateException("broken");
    }

    @Override
    public void onPing(ByteBuffer payload) {}

    @Override
    public void onPong() {}

    @Override
    public void onClose(ByteBuffer payload) {}
  }
}
