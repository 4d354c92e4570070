package org.zmqwebbridge.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What publications of ZeroMQ services are, as messages of channels. */
class FeedTest {
  private static String read(String... parts) {
    List<byte[]> bytes = Arrays.stream(parts).map(part -> part.getBytes(UTF_8)).toList();
    return read(bytes);
  }

  private static String read(List<byte[]> parts) {
    return Feed.Publication.of(parts)
        .map(one -> one.channel() + "|" + one.contentType() + "|" + new String(one.body(), UTF_8))
        .orElse("none");
  }

  @Test
  void theFirstPartNamesTheChannel() {
    assertEquals("news||hello", read("news", "hello"));
    assertEquals("news|text/plain|hello", read("news", "text/plain", "hello"));
    assertEquals("news||", read("news", ""));
  }

  @Test
  void ofOnePartTheNameIsBeforeTheFirstSpace() {
    assertEquals("10001||80 20", read("10001 80 20"));
    assertEquals("none", read("10001"));
    assertEquals("none", read(" 80"));
  }

  @Test
  void whatNamesNoChannelIsDropped() {
    assertEquals("none", read("", "hello"));
    assertEquals("none", read("a".repeat(513), "hello"));
    assertEquals("none", read(List.of(new byte[] {(byte) 0xff}, new byte[0])));
    assertEquals("none", read("a", "b", "c", "d"));
  }

  @Test
  void aMediaTypeThatCannotStandInAHeaderIsDropped() {
    assertEquals("none", read("news", "text/plain\r\nX: y", "hello"));
  }
}
