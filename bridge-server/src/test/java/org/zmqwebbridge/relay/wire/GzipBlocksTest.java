package org.zmqwebbridge.relay.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

/** Pieces of a stream that is compressed: what Java's own gzip reads of them. */
class GzipBlocksTest {
  private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
  private final ByteArrayOutputStream plain = new ByteArrayOutputStream();

  private void add(byte[] piece, byte[] of) {
    stream.writeBytes(piece);
    plain.writeBytes(of);
  }

  private byte[] unzipped(byte[] zipped) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      return in.readAllBytes();
    }
  }

  private byte[] whole() {
    CRC32 checksum = new CRC32();
    checksum.update(plain.toByteArray());
    stream.writeBytes(GzipBlocks.ending(checksum.getValue(), plain.size()));
    return stream.toByteArray();
  }

  @Test
  void piecesOfEverySizeMakeAStream() throws IOException {
    Random random = new Random(7);
    stream.writeBytes(GzipBlocks.header());
    for (int size : new int[] {0, 1, 63, 64, 65, 8_191, 8_192, 65_535, 65_536, 70_000, 200_000}) {
      byte[] same = new byte[size];
      Arrays.fill(same, (byte) 'a');
      add(GzipBlocks.of(same), same);
      byte[] noise = new byte[size];
      random.nextBytes(noise);
      add(GzipBlocks.of(noise), noise);
      add(GzipBlocks.storedHead(Math.min(size, 65_535)), new byte[0]);
      byte[] label = Arrays.copyOf(noise, Math.min(size, 65_535));
      add(label, label);
    }
    assertArrayEquals(plain.toByteArray(), unzipped(whole()));
  }

  @Test
  void whatIsAlikeBecomesShorterAndNothingMuchLonger() {
    byte[] same = new byte[100_000];
    assertTrue(GzipBlocks.of(same).length < 1_000);
    byte[] noise = new byte[100_000];
    new Random(7).nextBytes(noise);
    assertTrue(GzipBlocks.of(noise).length < 100_100);
    assertEquals(0, GzipBlocks.of(new byte[0]).length);
  }

  @Test
  void aPieceIsTheSameInEveryStream() {
    byte[] text = "0123456789".repeat(50).getBytes(US_ASCII);
    assertArrayEquals(GzipBlocks.of(text), GzipBlocks.of(text));
  }

  @Test
  void whoseEndSaysOtherwiseIsBroken() {
    stream.writeBytes(GzipBlocks.header());
    add(GzipBlocks.of(new byte[] {1}), new byte[] {2});
    byte[] wrong = whole();
    assertThrows(ZipException.class, () -> unzipped(wrong));
  }
}
