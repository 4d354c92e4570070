package org.zmqwebbridge.zmq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnsentPiecesTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final ByteArrayOutputStream expected = new ByteArrayOutputStream();
  private static final int FULL_BYTES = 64 * 1024;

  private final UnsentPieces unsent = new UnsentPieces(FULL_BYTES);

  /** Takes no more than so much of each write, and remembers it. */
  private WritableByteChannel channel(int most) {
    return new WritableByteChannel() {
      @Override
      public int write(ByteBuffer from) {
        byte[] taken = new byte[Math.min(most, from.remaining())];
        from.get(taken);
        written.writeBytes(taken);
        return taken.length;
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public void close() {
        // it is none
      }
    };
  }

  private void add(byte[] piece) {
    unsent.add(piece);
    expected.writeBytes(piece);
  }

  @Test
  void allIsWrittenInOrderWhateverTheChannelTakes() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ByteBuffer scratch = ByteBuffer.allocate(100);
    for (int i = 0; i < 500; i++) {
      byte[] piece = new byte[random.nextInt(300)];
      random.nextBytes(piece);
      add(piece);
      boolean unused = unsent.write(channel(random.nextInt(150)), scratch);
    }
    assertTrue(unsent.write(channel(1000), scratch), "seed " + seed);
    assertArrayEquals(expected.toByteArray(), written.toByteArray(), "seed " + seed);
    assertTrue(unsent.isEmpty());
  }

  @Test
  void itSaysWhatIsLeft() throws IOException {
    ByteBuffer scratch = ByteBuffer.allocate(FULL_BYTES);
    add(new byte[FULL_BYTES - 1]);
    assertFalse(unsent.isFull());
    add(new byte[1]);
    assertTrue(unsent.isFull());
    assertFalse(unsent.write(channel(1), scratch));
    assertFalse(unsent.isFull());
    assertFalse(unsent.isEmpty());
    assertTrue(unsent.write(channel(FULL_BYTES), scratch));
    assertEquals(FULL_BYTES, written.size());
  }
}
