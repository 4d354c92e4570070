package org.zmqwebbridge.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames, cut anyhow, are the same messages, within their limit, and no more than was sent. */
class FrameReaderFuzzTest {
  private static final int MAX_BYTES = 300;

  static Stream<byte[]> streams() {
    return Stream.of(
            "038182000000006869",
            "0302810000000061898000000000808100000000 62".replace(" ", ""),
            "0382fe012c00000000",
            "0381017878",
            "0388820102030403e8")
        .map(HexFormat.of()::parseHex);
  }

  @MethodSource("streams")
  @FuzzTest
  void read(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    byte[] sent = Arrays.copyOfRange(bytes, 1, bytes.length);
    List<String> whole = hear(sent, Math.max(1, sent.length));
    assertEquals(whole, hear(sent, 1));
    assertEquals(whole, hear(sent, 1 + (bytes[0] & 15)));
  }

  private static List<String> hear(byte[] sent, int piece) {
    FrameReader reader = new FrameReader(MAX_BYTES);
    List<String> heard = new ArrayList<>();
    int[] payloads = {0};
    try {
      for (int at = 0; at < sent.length; at += piece) {
        reader.read(
            ByteBuffer.wrap(sent, at, Math.min(piece, sent.length - at)),
            (flags, payload) -> {
              assertTrue(payload.length <= MAX_BYTES && flags >= 0x80);
              payloads[0] += payload.length + 6;
              return heard.add(flags + " " + HexFormat.of().formatHex(payload));
            });
      }
    } catch (FrameReader.BrokenException broken) {
      heard.add("broken");
    }
    assertTrue(payloads[0] <= sent.length, "more than was sent");
    return heard;
  }
}
