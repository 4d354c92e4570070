package org.zmqwebbridge.grip.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is taken for events has no more in it than it came in, and is the same when written again.
 */
class SocketEventsFuzzTest {
  static Stream<byte[]> seeds() {
    return Stream.of(
            "OPEN\r\nTEXT 5\r\nhello\r\n",
            "TEXT 0\r\n\r\nPING\r\nPONG 1\r\nx\r\n",
            "BINARY c\r\n0123456789ab\r\nCLOSE 5\r\n\u0003\u00E8bye\r\nDISCONNECT\r\n",
            "TEXT fffffff\r\nx\r\n",
            "TEXT -1\r\n\r\n")
        .map(seed -> seed.getBytes(ISO_8859_1));
  }

  @MethodSource("seeds")
  @FuzzTest
  void anything(byte[] bytes) throws MalformedGripException {
    List<SocketEvent> events;
    try {
      events = SocketEvents.read(bytes);
    } catch (MalformedGripException none) {
      return;
    }
    long content = events.stream().mapToLong(event -> event.content().length).sum();
    assertTrue(content + 6L * events.size() <= bytes.length, "more than came");
    byte[] written = SocketEvents.write(events);
    List<SocketEvent> again = SocketEvents.read(written);
    assertEquals(events.size(), again.size());
    for (int i = 0; i < events.size(); i++) {
      assertEquals(events.get(i).type(), again.get(i).type());
      assertArrayEquals(events.get(i).content(), again.get(i).content());
    }
  }
}
