package org.zmqwebbridge.virtualsocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.gateway.Encoder;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

class TextEncoderTest {
  private static final int MAX = 10;

  private final Counters counters = new Counters();
  private final Sockets sockets = new Sockets();

  private static List<byte[]> parts(String... parts) {
    return Stream.of(parts).map(part -> part.getBytes(UTF_8)).toList();
  }

  private List<TextEncoder.Text> prepare(boolean eachPart, List<byte[]> parts) {
    return new TextEncoder(eachPart).prepare(Encoder.NO_OFFSET, parts, MAX, counters);
  }

  private static List<String> texts(List<TextEncoder.Text> prepared) {
    return prepared.stream().map(text -> new String(text.utf8(), UTF_8)).toList();
  }

  /** What a socket receives of publications with these last parts. */
  private List<String> delivered(SubSocket to, String... texts) {
    TextEncoder encoder = (TextEncoder) to.encoding().newEncoder();
    encoder.begin(to.encoding());
    Stream.of(texts)
        .forEach(
            text ->
                encoder.add(encoder.prepare(Encoder.NO_OFFSET, parts("t", text), MAX, counters)));
    publish(to, encoder);
    return sockets.received();
  }

  private void publish(SubSocket to, Encoder<?> encoded) {
    to.publications(encoded, new SlowReaders(SlowReaderPolicy.OLDEST, counters));
  }

  @Test
  void aPublicationIsItsLastPartUnderTheSocketsOwnIdentity() {
    assertEquals(
        List.of(
            "{\"identity\":\"ein \\\\\\\"Name\",\"content\":\"first\"}",
            "{\"identity\":\"ein \\\\\\\"Name\",\"content\":\"second\"}"),
        delivered(sockets.open("ein \\\"Name"), "first", "second"));
  }

  @Test
  void onlyWhatContainsTheFilterIsDelivered() {
    List<String> delivered = delivered(sockets.open("b", "ö"), "schön", "schon", "ö");
    assertEquals(
        List.of(
            "{\"identity\":\"b\",\"content\":\"schön\"}", "{\"identity\":\"b\",\"content\":\"ö\"}"),
        delivered);
  }

  @Test
  void whereTheEndpointSaysSoEachPartIsATextOfItsOwn() {
    assertEquals(List.of("t", "a", "b"), texts(prepare(true, parts("t", "a", "b"))));
    assertEquals(List.of("b"), texts(prepare(false, parts("t", "a", "b"))));
  }

  @Test
  void aPartThatIsTooLargeIsLeftOutAndCounted() {
    assertNull(prepare(false, parts("t", "x".repeat(MAX + 1))));
    assertEquals(List.of("t"), texts(prepare(true, parts("t", "x".repeat(MAX + 1)))));
    assertEquals(List.of("ok"), texts(prepare(false, parts("x".repeat(MAX + 1), "ok"))));
    assertEquals(2, counters.value(Counter.PUBLICATIONS_TOO_LARGE));
  }

  @Test
  void whatIsNotUtf8IsReplacedAndCounted() {
    assertEquals(List.of("\ufffd"), texts(prepare(false, List.of(new byte[] {(byte) 0xff}))));
    assertEquals(1, counters.value(Counter.TEXT_REPLACED));
  }

  @Test
  void socketsWithOneFilterAndIdentitiesOfOneLengthWantTheSameBytes() {
    assertEquals(sockets.open("a", "f").encoding(), sockets.open("b", "f").encoding());
    assertNotEquals(sockets.open("a", "f").encoding(), sockets.open("b", "g").encoding());
    assertNotEquals(sockets.open("a", "f").encoding(), sockets.open("bb", "f").encoding());
  }
}
