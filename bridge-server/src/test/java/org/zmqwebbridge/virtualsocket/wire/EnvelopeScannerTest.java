package org.zmqwebbridge.virtualsocket.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.json.MalformedTextException;

/** Where the scanner answers, it answers as the strict parser would. */
class EnvelopeScannerTest {
  private static final int INPUTS = Integer.getInteger("zwb.scanner.inputs", 300_000);

  private static ClientFrame.Message scan(String text) {
    return EnvelopeScanner.scan(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"identity\":\"a\",\"content\":\"hello\",\"msg_type\":\"userlevel\"}",
        "{\"identity\": \"a\", \"content\": \"hello\", \"msg_type\": \"userlevel\"}",
        "{\"identity\":\"a\",\"content\":\"h\\u00e9llo ü 😀\",\"msg_type\":\"\"}",
        "{\"identity\":\"a\",\"content\":\"\\\"\\\\\\/\\n\\t\\r\\b\\f\",\"msg_type\":\"connection\"}",
      })
  void theUsualEnvelopeIsReadByTheScanner(String text) throws Exception {
    if (text.contains("\\u")) {
      assertNull(scan(text), "the scanner leaves \\u to the strict parser");
    } else {
      assertNotNull(scan(text));
    }
    same(text.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"identity\":\"a\",\"content\":\"x\",\"msg_type\":\"connect\"}",
        "{\"identity\":\"\",\"content\":\"x\",\"msg_type\":\"u\"}",
        "{\"identity\":\"a\",\"content\":\"x\",\"msg_type\":\"u\"} ",
        "{\"identity\":\"a\",\"content\":\"x\",\"msg_type\":\"u\",\"identity\":\"b\"}",
        "{\"identity\":\"a\",\"content\":\"x\ny\",\"msg_type\":\"u\"}",
        "{\"identity\":\"a\",\"content\":\"x\\qy\",\"msg_type\":\"u\"}",
        "{\"identity\":\"a\",\"content\":\"x\\",
        "{\"identity\":\"a\",\"content\":\"x",
        "{\"identity\":\"a\"",
        "",
      })
  void everythingElseIsLeftToTheStrictParser(String text) throws Exception {
    assertNull(scan(text));
    same(text.getBytes(UTF_8));
  }

  @Test
  void scannerAndStrictParserAgreeOnAnything() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int scanned = 0;
    for (int i = 0; i < INPUTS; i++) {
      byte[] input = input(random);
      try {
        scanned += same(input) ? 1 : 0;
      } catch (AssertionError difference) {
        fail("seed " + seed + ", input " + i + ": " + new String(input, UTF_8), difference);
      }
    }
    assertTrue(scanned > INPUTS / 10, "only " + scanned + " inputs reached the scanner");
  }

  private static final String[] PIECES = {
    "{",
    "}",
    "\"",
    ",",
    ":",
    " ",
    "\\",
    "\\n",
    "\\u0041",
    "\\\"",
    "\n",
    "a",
    "é",
    "😀",
    "\ufffd",
    "identity",
    "content",
    "msg_type",
    "connect",
    "\"identity\":\"a\"",
    "null",
    "1",
    "[]",
  };

  /** The usual envelope, with up to two pieces put in, taken out, or turned into other bytes. */
  private static byte[] input(Random random) {
    StringBuilder content = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      content.append(
          PIECES[random.nextInt(4) == 0 ? 6 + random.nextInt(5) : 11 + random.nextInt(6)]);
    }
    String space = random.nextBoolean() ? "" : " ";
    StringBuilder text =
        new StringBuilder(
            String.format(
                "{\"identity\":%s\"i%d\",%s\"content\":%s\"%s\",\"msg_type\":\"%s\"}",
                space,
                random.nextInt(20),
                space,
                space,
                content,
                random.nextInt(4) == 0 ? "connect" : "userlevel"));
    for (int i = random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(text.length());
      if (random.nextBoolean()) {
        text.insert(at, PIECES[random.nextInt(PIECES.length)]);
      } else {
        text.deleteCharAt(at);
      }
    }
    byte[] bytes = text.toString().getBytes(UTF_8);
    if (random.nextInt(8) == 0 && bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /** Whether the scanner answered; fails if it answered otherwise than the strict parser. */
  private static boolean same(byte[] input) throws MalformedTextException {
    ClientFrame.Message fast = EnvelopeScanner.scan(ByteBuffer.wrap(input));
    if (fast == null) {
      return false;
    }
    ClientFrame.Message strict =
        assertInstanceOf(
            ClientFrame.Message.class, OriginalWire.decodeStrictly(ByteBuffer.wrap(input)));
    assertEquals(strict.identity(), fast.identity());
    assertArrayEquals(strict.content(), fast.content());
    return true;
  }
}
