package org.zmqwebbridge.door.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a client says that it has is a place or none; a place has one spelling, which survives
 * its way through an event, a line, a header and back.
 */
class EventIdFuzzTest {
  private static final int MAX_LENGTH = 50;

  static Stream<byte[]> seeds() {
    return Stream.of(
            "9f86d081884c7d65-41",
            "0-0-0",
            "a-9999999999999999-9999999999999999",
            "a-99999999999999990",
            "A-1",
            "a-01",
            "a--1",
            "W/\"a-1\", \"b-2\"",
            "a-1\r\nid: b-2",
            "a-1\u0000",
            "*")
        .map(seed -> seed.getBytes(ISO_8859_1));
  }

  /** As docs/http.md says it, a character after the other. */
  private static boolean isPlace(String text) {
    String[] fields = text.split("-", -1);
    return (fields.length == 2 || fields.length == 3)
        && isOf("0123456789abcdef", fields[0])
        && isNumber(fields[1])
        && (fields.length == 2 || isNumber(fields[2]));
  }

  private static boolean isOf(String alphabet, String text) {
    return !text.isEmpty()
        && text.length() <= 16
        && text.chars().allMatch(c -> alphabet.indexOf(c) >= 0);
  }

  private static boolean isNumber(String text) {
    return isOf("0123456789", text) && new BigInteger(text).toString().equals(text);
  }

  @MethodSource("seeds")
  @FuzzTest
  void places(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    Optional<EventId> id = EventId.parse(text);
    assertEquals(isPlace(text), id.isPresent(), text);
    if (id.isPresent()) {
      assertTrue(text.length() <= MAX_LENGTH, text);
      assertEquals(text, id.get().toString());
      assertEquals(new BigInteger(text.split("-", -1)[1]), BigInteger.valueOf(id.get().offset()));
      survives(id.get());
    }
    EventId.parse(EventId.inTag(text)).ifPresent(inTag -> assertTrue(text.contains("" + inTag)));
  }

  private static void survives(EventId id) {
    assertEquals(id.toString(), EventId.inTag(id.tag()));
    assertEquals(id.toString(), EventId.inTag(" W/" + id.tag() + " , \"b-2\""));
    assertEquals(id.toString(), EventId.inTag(id.toString()));
    for (byte[] said :
        new byte[][] {
          EventForm.EVENTS.opening(id, 1),
          EventForm.EVENTS.place(id),
          EventForm.EVENTS.gap(id, 1, 2)
        }) {
      assertEquals(id.toString(), ReferenceEvents.read(said).lastId());
    }
  }
}
