package org.zmqwebbridge.demo.mongrel2;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * A few notes as MP3, made here: MPEG-1 Layer III, 48 kHz, mono, 64 kbit/s. Each frame has two
 * granules with one coefficient each, whose sign turns so that the phase goes on.
 *
 * <p>Immutable. ISO/IEC 11172-3, 2.4.1.
 */
final class Melody {
  /** Of each note, in milliseconds: 24 frames of 24 ms. */
  static final int NOTE_MILLIS = 576;

  private static final int NOTE_FRAMES = 24;
  private static final int FRAME_BYTES = 192;
  private static final byte[] HEADER = {(byte) 0xff, (byte) 0xfb, 0x54, (byte) 0xc4};
  private static final int LOUDEST = 202; // of global_gain, whose 210 is full scale
  private static final int FASTEST_FALL = 12;
  private static final List<Integer> TUNE = List.of(6, 8, 10, 13, 10, 8, 11, 9); // coefficients
  private static final double HERTZ_OF_ONE = 48_000 / 1_152.0;

  private Melody() {}

  /** A note's bytes: whole frames, always as many. */
  static byte[] note(int index) {
    BitRun frames = new BitRun();
    for (int i = 0; i < NOTE_FRAMES; i++) {
      frame(frames, TUNE.get(index % TUNE.size()), i);
    }
    return frames.bytes();
  }

  /** How high a note is, for people. */
  static String words(int index) {
    return Math.round((TUNE.get(index % TUNE.size()) + 0.5) * HERTZ_OF_ONE) + " Hz";
  }

  /** How many bytes each note has. */
  static int noteBytes() {
    return NOTE_FRAMES * FRAME_BYTES;
  }

  private static void frame(BitRun out, int coefficient, int number) {
    int end = out.size() + FRAME_BYTES;
    out.bytes(HEADER);
    out.add(0, 9 + 5 + 4); // main_data_begin, private bits, scfsi
    int quads = coefficient / 4 + 1;
    int gain = LOUDEST - Math.min(number, NOTE_FRAMES) * FASTEST_FALL / NOTE_FRAMES;
    for (int granule = 0; granule < 2; granule++) {
      out.add(4 * quads + 1, 12); // part2_3_length: the quadruples, and one sign
      out.add(0, 9); // big_values
      out.add(gain, 8);
      out.add(0, 4 + 1 + 15 + 4 + 3 + 2); // scale factors, windows, tables, regions: none
      out.add(1, 1); // count1table_select: four bits each
    }
    for (int granule = 0; granule < 2; granule++) {
      for (int quad = 0; quad < quads; quad++) {
        int ones = quad == quads - 1 ? 8 >> (coefficient % 4) : 0;
        out.add(15 - ones, 4); // table B says each quadruple inverted
      }
      out.add(isNegative(coefficient, 2 * number + granule) ? 1 : 0, 1);
    }
    out.pad(end);
  }

  /** From one granule to the next, the phase of coefficient k goes on by (k + 1/2) pi. */
  private static boolean isNegative(int coefficient, int granule) {
    int quarters = (2 * coefficient + 1) * granule * 2 + 1; // of pi
    return quarters % 8 > 2 && quarters % 8 < 6;
  }

  /** Bits, one after the other. */
  private static final class BitRun {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int bits;
    private int count;

    void bytes(byte[] whole) {
      bytes.writeBytes(whole);
    }

    void add(int value, int width) {
      for (int i = width - 1; i >= 0; i--) {
        bits = (bits << 1) | ((value >> i) & 1);
        count++;
        if (count == 8) {
          bytes.write(bits);
          bits = 0;
          count = 0;
        }
      }
    }

    void pad(int end) {
      while (count > 0 || bytes.size() < end) {
        add(0, 1);
      }
    }

    int size() {
      return bytes.size();
    }

    byte[] bytes() {
      return bytes.toByteArray();
    }
  }
}
