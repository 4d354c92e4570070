package org.zmqwebbridge.demo.mongrel2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class MelodyTest {
  private static final int FRAME_BYTES = 192;

  @Test
  void everyFrameBeginsWithItsHeader() {
    byte[] note = Melody.note(0);
    assertEquals(Melody.noteBytes(), note.length);
    for (int at = 0; at < note.length; at += FRAME_BYTES) {
      assertEquals("fffb54c4", HexFormat.of().formatHex(note, at, at + 4));
    }
  }

  @Test
  void aNoteHasItsPitchAndTheTuneComesAgain() {
    assertEquals("271 Hz", Melody.words(0));
    assertEquals("354 Hz", Melody.words(1));
    assertEquals("271 Hz", Melody.words(8));
    assertNotEquals(
        HexFormat.of().formatHex(Melody.note(0)), HexFormat.of().formatHex(Melody.note(1)));
  }
}
