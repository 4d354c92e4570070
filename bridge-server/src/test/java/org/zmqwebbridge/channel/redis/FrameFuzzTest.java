package org.zmqwebbridge.channel.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.channel.Item;
import org.zmqwebbridge.channel.Message;
import org.zmqwebbridge.channel.MessageId;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.fuzz.Choices;

/**
 * What bridges tell each other by Redis: what a script writes is read as it was meant, and whatever
 * else comes there is read as something that can be written again, or as nothing.
 */
class FrameFuzzTest {
  private static final long MOST = 1L << 53; // larger numbers are not exact in Lua

  static Stream<byte[]> seeds() {
    return Stream.of(
            "M e-1-2 7 1000 0 10 1000 60 10 3\ntext/plainabchello",
            "M e 1 1000 1048576 0 0 0 0 0\n",
            "M e 1 1000 0 10 1.1258999068426e+15 0 0 0\nbody",
            "M e 1 1000 0 10 1000 0 5 5\nshort",
            "M e 1 1000 0 10 1000 0 -1 2\nbody",
            "M e 1 1000 0 10 1000 0 2147483647 2147483647\nbody",
            "D e 9",
            "F e 1000 3",
            "P - 0",
            "P e 12",
            "J\nhugo",
            "L\n",
            "L",
            "",
            "\n")
        .map(seed -> seed.getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyBytes(byte[] bytes) {
    Optional<Frame> frame = Frame.read(bytes);
    if (frame.isPresent()) {
      byte[] written = write(frame.get());
      assertSame(frame.get(), Frame.read(written).orElseThrow());
    }
  }

  @MethodSource("seeds")
  @FuzzTest
  void whatScriptsWrite(byte[] bytes) {
    Choices choices = new Choices(bytes);
    Frame frame =
        switch (choices.below(5)) {
          case 0 -> told(choices);
          case 1 -> new Frame.Deleted(epoch(choices), number(choices));
          case 2 -> new Frame.Forgotten(id(choices));
          case 3 -> new Frame.Probe(choices.yes() ? epoch(choices) : "", number(choices));
          default -> new Frame.Member(choices.text(40), choices.yes());
        };
    assertSame(frame, Frame.read(write(frame)).orElseThrow());
  }

  private static Frame told(Choices choices) {
    Retention retention = new Retention(choices.below(65_536), number(choices), number(choices));
    Message message =
        new Message(
            number(choices),
            id(choices),
            new Item(choices.text(20), choices.text(20), choices.rest()));
    return new Frame.Told(epoch(choices), message, retention);
  }

  private static String epoch(Choices choices) {
    return IntStream.rangeClosed(0, choices.below(8))
        .mapToObj(i -> choices.of("0", "9", "a", "f", "-"))
        .collect(Collectors.joining("", "e", ""));
  }

  private static long number(Choices choices) {
    return choices.of(0L, 1L, (long) choices.below(65_536), 4_294_967_296L, MOST);
  }

  private static MessageId id(Choices choices) {
    return new MessageId(number(choices), choices.of(0, 1, choices.below(65_536), 1_073_741_823));
  }

  /** As publish.lua, delete.lua, forget.lua, fill.lua and present.lua write it. */
  private static byte[] write(Frame frame) {
    if (frame instanceof Frame.Told told) {
      return write(told);
    } else if (frame instanceof Frame.Deleted deleted) {
      return line("D", deleted.epoch(), deleted.offset());
    } else if (frame instanceof Frame.Forgotten forgotten) {
      return line("F", "e", forgotten.id().seconds(), forgotten.id().tag());
    } else if (frame instanceof Frame.Probe probe) {
      return line("P", probe.epoch().isEmpty() ? "-" : probe.epoch(), probe.offset());
    }
    Frame.Member member = (Frame.Member) frame;
    return joined(
        line(member.joined() ? "J" : "L"), "\n".getBytes(US_ASCII), member.name().getBytes(UTF_8));
  }

  private static byte[] write(Frame.Told told) {
    Message message = told.message();
    byte[] type = message.contentType().getBytes(UTF_8);
    byte[] event = message.event().getBytes(UTF_8);
    Retention retention = told.retention();
    byte[] head =
        line(
            "M",
            told.epoch(),
            message.offset(),
            message.id().seconds(),
            message.id().tag(),
            retention.maxMessages(),
            retention.maxBytes(),
            retention.maxAgeSeconds(),
            type.length,
            event.length);
    return joined(head, "\n".getBytes(US_ASCII), type, event, message.body());
  }

  private static byte[] line(Object... words) {
    return Arrays.stream(words)
        .map(Object::toString)
        .collect(Collectors.joining(" "))
        .getBytes(ISO_8859_1);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    List.of(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static void assertSame(Frame expected, Frame actual) {
    if (expected instanceof Frame.Told one && actual instanceof Frame.Told other) {
      assertEquals(one.epoch(), other.epoch());
      assertEquals(one.retention(), other.retention());
      assertEquals(one.message().offset(), other.message().offset());
      assertEquals(one.message().id(), other.message().id());
      assertEquals(one.message().contentType(), other.message().contentType());
      assertEquals(one.message().event(), other.message().event());
      assertArrayEquals(one.message().body(), other.message().body());
    } else {
      assertEquals(expected, actual);
    }
  }
}
