package org.zmqwebbridge.virtualsocket.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.zmqwebbridge.fuzz.Choices;
import org.zmqwebbridge.json.MalformedTextException;

/** Where the scanner answers, it answers as the strict parser would, wherever the text lies. */
class EnvelopeScannerFuzzTest {
  private static final String[] PIECES = {
    "",
    " ",
    ",",
    ":",
    "}",
    "\"",
    "\\",
    "\\u0041",
    "\\n",
    "{",
    "\"identity\":",
    "\"content\":",
    "\"msg_type\":",
    "connect",
    "null",
    "\u00e9",
    "\ufffd",
    "\ud83d\ude00"
  };

  /** The usual envelope, with pieces of it and bytes of any kind in between. */
  @FuzzTest
  void scan(byte[] bytes) throws Exception {
    Choices choices = new Choices(bytes);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    write(text, "{\"identity\":");
    disturb(text, choices);
    write(text, "\"a");
    text.writeBytes(choices.bytes(20));
    write(text, "\",");
    disturb(text, choices);
    write(text, "\"content\":\"");
    text.writeBytes(choices.bytes(100));
    disturb(text, choices);
    write(text, "\",\"msg_type\":\"");
    text.writeBytes(choices.bytes(10));
    disturb(text, choices);
    write(text, "\"}");
    text.writeBytes(choices.bytes(2));
    agree(text.toByteArray(), choices.below(3));
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void disturb(ByteArrayOutputStream text, Choices choices) {
    write(text, choices.of(PIECES));
  }

  private static void agree(byte[] text, int before) throws MalformedTextException {
    ByteBuffer whole = ByteBuffer.allocate(before + text.length + 3);
    whole.position(before).put(text).position(before).limit(before + text.length);
    ClientFrame.Message fast = EnvelopeScanner.scan(whole);
    assertEquals(text.length, whole.remaining(), "the buffer is consumed");
    ClientFrame.Message sliced = EnvelopeScanner.scan(whole.slice());
    assertEquals(fast == null, sliced == null);
    if (fast != null) {
      OriginalWireFuzzTest.same(OriginalWire.decodeStrictly(ByteBuffer.wrap(text)), fast);
      OriginalWireFuzzTest.same(fast, sliced);
    }
  }
}
