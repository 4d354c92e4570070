package org.zmqwebbridge.bench.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  private static final class Heard implements FrameReader.Listener {
    final List<String> things = new ArrayList<>();

    @Override
    public void onText(ByteBuffer payload) {
      things.add("text " + UTF_8.decode(payload));
    }

    @Override
    public void onBinary(ByteBuffer payload) {
      things.add("binary " + ISO_8859_1.decode(payload));
    }

    @Override
    public void onPing(ByteBuffer payload) {
      things.add("ping " + UTF_8.decode(payload));
    }

    @Override
    public void onClose(int code, String reason) {
      things.add("close " + code + " " + reason);
    }
  }

  private final Heard heard = new Heard();
  private final FrameReader reader = new FrameReader();

  private static ByteBuffer bytes(String latin) {
    return ByteBuffer.wrap(latin.getBytes(ISO_8859_1));
  }

  @Test
  void binaryIsNoText() throws IOException {
    reader.read(bytes("\u0082\u0003a\u00ffb"), heard);
    assertEquals(List.of("binary a\u00ffb"), heard.things);
  }

  @Test
  void aCutFrameIsLeftUntilItsEndIsThere() throws IOException {
    String frame = "\u0081\u0005hello";
    for (int cut = 0; cut < frame.length(); cut++) {
      ByteBuffer part = bytes(frame.substring(0, cut));
      reader.read(part, heard);
      assertEquals(cut, part.remaining());
    }
    reader.read(bytes(frame), heard);
    assertEquals(List.of("text hello"), heard.things);
  }

  @Test
  void fragmentsAreJoinedAndAPingMayStandBetween() throws IOException {
    reader.read(bytes("\u0001\u0002ab\u0089\u0001p\u0000\u0001c\u0080\u0001d"), heard);
    assertEquals(List.of("ping p", "text abcd"), heard.things);
  }

  @Test
  void allThreeLengthsAreRead() throws IOException {
    String middle = "m".repeat(300);
    reader.read(bytes("\u0081~\u0001," + middle), heard);
    String large = "l".repeat(70_000);
    reader.read(bytes("\u0081\u007f\0\0\0\0\0\u0001\u0011p" + large), heard);
    assertEquals(List.of("text " + middle, "text " + large), heard.things);
  }

  @Test
  void aCloseHasItsCodeAndReason() throws IOException {
    reader.read(bytes("\u0088\u0005\u0003\u00f0bye"), heard);
    assertEquals(List.of("close 1008 bye"), heard.things);
  }

  @Test
  void aMaskedFrameOfAServerIsRefused() {
    assertThrows(IOException.class, () -> reader.read(bytes("\u0081\u0081\0\0\0\0x"), heard));
  }
}
