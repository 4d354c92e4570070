package org.zmqwebbridge.edge.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.fuzz.Choices;

/** Whatever is done to a batch, its bytes are the frames of its messages, one after the other. */
class BatchFuzzTest {
  private static final int MAX_MESSAGES = 1_000;

  private final Batch batch = new Batch();
  private final List<byte[][]> messages = new ArrayList<>();
  private int labelLength;

  @FuzzTest
  void operations(byte[] bytes) {
    Choices choices = new Choices(bytes);
    reset(choices.below(300));
    while (choices.hasMore() && messages.size() < MAX_MESSAGES) {
      switch (choices.below(8)) {
        case 0 -> reset(choices.below(300));
        case 1, 2 -> write(choices);
        case 3 -> positions();
        default -> add(choices.bytes(300), choices.bytes(300), 1 + choices.below(20));
      }
    }
    write(choices);
    positions();
  }

  private FrameBlock block() {
    return batch.encoded(FrameEncoding.PLAIN);
  }

  private void reset(int length) {
    batch.reset(length);
    messages.clear();
    labelLength = length;
  }

  private void add(byte[] before, byte[] after, int times) {
    for (int i = 0; i < times; i++) {
      MessageType type = (before.length & 1) == 0 ? MessageType.TEXT : MessageType.BINARY;
      batch.add(type, before, after);
      messages.add(new byte[][] {before, after});
    }
    assertEquals(messages.size(), batch.count());
    assertSame(before, batch.before(messages.size() - 1));
    assertSame(after, batch.after(messages.size() - 1));
  }

  /** As a transport does, which may take less than all. */
  private void write(Choices choices) {
    byte[] label = new byte[labelLength];
    Arrays.fill(label, (byte) choices.below(256));
    ByteBuffer frames = block().labelled(label);
    byte[] written = new byte[frames.remaining()];
    frames.duplicate().get(written);
    assertArrayEquals(expected(label), written);
    frames.position(frames.remaining() == 0 ? 0 : choices.below(65_536) % frames.remaining());
    assertThrows(IllegalArgumentException.class, () -> block().labelled(new byte[labelLength + 1]));
  }

  /** RFC 6455, section 5.2, for a final frame without a mask. */
  private byte[] expected(byte[] label) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[][] message : messages) {
      int length = message[0].length + label.length + message[1].length;
      all.write(0x81 + (message[0].length & 1));
      if (length > 125) {
        all.write(126);
        all.write(length >> 8);
      }
      all.write(length);
      all.writeBytes(message[0]);
      all.writeBytes(label);
      all.writeBytes(message[1]);
    }
    return all.toByteArray();
  }

  private void positions() {
    int end = 0;
    for (int i = 0; i < messages.size(); i++) {
      int begin = end;
      byte[][] message = messages.get(i);
      int length = message[0].length + labelLength + message[1].length;
      end += length + (length > 125 ? 4 : 2);
      assertEquals(end, block().end(i));
      assertEquals(i, block().publicationAt(begin));
      assertEquals(i, block().publicationAt(end - 1));
    }
    assertEquals(messages.size(), block().publicationAt(end));
  }
}
