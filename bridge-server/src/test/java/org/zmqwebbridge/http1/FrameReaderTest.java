package org.zmqwebbridge.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  private final List<String> heard = new ArrayList<>();

  private boolean hear(int flags, byte[] payload) {
    heard.add(Integer.toHexString(flags) + " " + new String(payload, ISO_8859_1));
    return true;
  }

  private static byte[] frame(int first, String payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(first);
    if (payload.length() < 126) {
      frame.write(0x80 | payload.length());
    } else {
      frame.write(0x80 | 126);
      frame.write(payload.length() >> 8);
      frame.write(payload.length());
    }
    byte[] mask = {9, 8, 7, 6};
    frame.writeBytes(mask);
    for (int i = 0; i < payload.length(); i++) {
      frame.write(payload.charAt(i) ^ mask[i % 4]);
    }
    return frame.toByteArray();
  }

  private static byte[] join(byte[]... frames) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] frame : frames) {
      all.writeBytes(frame);
    }
    return all.toByteArray();
  }

  private static final byte[] STREAM =
      join(
          frame(0x81, "hi"),
          frame(0x02, "on"),
          frame(0x89, ""),
          frame(0x00, ""),
          frame(0x80, "e"),
          frame(0xc2, "x".repeat(200)));

  @Test
  void messagesAreTheSameHoweverTheyAreCut() throws FrameReader.BrokenException {
    List<String> expected = List.of("81 hi", "89 ", "82 one", "c2 " + "x".repeat(200));
    for (int cut = 0; cut <= STREAM.length; cut++) {
      heard.clear();
      FrameReader reader = new FrameReader(1000);
      reader.read(ByteBuffer.wrap(STREAM, 0, cut), this::hear);
      reader.read(ByteBuffer.wrap(STREAM, cut, STREAM.length - cut), this::hear);
      assertEquals(expected, heard, "cut at " + cut);
    }
  }

  private void expectBroken(byte[]... frames) {
    assertThrows(
        FrameReader.BrokenException.class,
        () -> new FrameReader(1000).read(ByteBuffer.wrap(join(frames)), this::hear));
  }

  @Test
  void whatCannotBeAFrameIsRefused() {
    expectBroken(new byte[] {(byte) 0x81, 0x01, 'a'});
    expectBroken(frame(0x80, "continues nothing"));
    expectBroken(frame(0x00, "continues nothing"));
    expectBroken(frame(0x01, "begun"), frame(0x81, "another"));
    expectBroken(frame(0x09, "in parts"));
    expectBroken(frame(0x88, "c".repeat(126)));
    expectBroken(new byte[] {(byte) 0x82, (byte) 0xff, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0});
  }

  @Test
  void messageMayBeAsLongAsItMayAndNoLonger() throws FrameReader.BrokenException {
    new FrameReader(1000).read(ByteBuffer.wrap(frame(0x82, "x".repeat(1000))), this::hear);
    assertEquals(1, heard.size());
    expectBroken(frame(0x82, "x".repeat(1001)));
    expectBroken(frame(0x02, "x".repeat(999)), frame(0x80, "xx"));
  }

  @Test
  void controlFramesAreNoPartOfTheMessageAroundThem() throws FrameReader.BrokenException {
    byte[] stream =
        join(frame(0x02, "x".repeat(1000)), frame(0x8a, "p".repeat(125)), frame(0x80, ""));
    new FrameReader(1000).read(ByteBuffer.wrap(stream), this::hear);
    assertEquals(2, heard.size());
  }

  @Test
  void whoWantsNoMoreGetsTheRestLater() throws FrameReader.BrokenException {
    FrameReader reader = new FrameReader(1000);
    ByteBuffer bytes = ByteBuffer.wrap(join(frame(0x81, "a"), frame(0x81, "b")));
    reader.read(bytes, (flags, payload) -> !hear(flags, payload));
    assertEquals(List.of("81 a"), heard);
    reader.read(bytes, this::hear);
    assertEquals(List.of("81 a", "81 b"), heard);
  }
}
