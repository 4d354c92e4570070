package org.zmqwebbridge.edge.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.EncodedPublication;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.edge.OutgoingMessage;

class BatchTest {
  private final Batch batch = new Batch();

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private byte[] labelled(String label) {
    ByteBuffer all = block().labelled(bytes(label));
    byte[] copy = new byte[all.remaining()];
    all.get(copy);
    return copy;
  }

  private FrameBlock block() {
    return batch.encoded(FrameEncoding.PLAIN);
  }

  private void add(String before, String after) {
    batch.add(MessageType.TEXT, bytes(before), bytes(after));
  }

  @Test
  void everyFrameHasItsHeaderAndTheReceiversLabel() {
    batch.reset(2);
    add("{", "}");
    add("<<", "");
    add("", "!");
    assertEquals(3, batch.count());
    String hex = HexFormat.of().formatHex(labelled("ab"));
    assertEquals("8104" + "7b61627d" + "8104" + "3c3c6162" + "8103" + "616221", hex);
    assertEquals(hex.replace("6162", "7879"), HexFormat.of().formatHex(labelled("xy")));
  }

  @Test
  void textAndBinaryHaveTheirOwnOpcodes() {
    batch.reset(4);
    batch.add(MessageType.BINARY, bytes("\1"), bytes("part"));
    batch.add(MessageType.TEXT, bytes(""), bytes("!"));
    assertEquals(MessageType.BINARY, batch.type(0));
    assertEquals(MessageType.TEXT, batch.type(1));
    String hex = HexFormat.of().formatHex(labelled("ABCD"));
    assertEquals("8209" + "01" + "41424344" + "70617274" + "8105" + "41424344" + "21", hex);
  }

  @Test
  void aPublicationOfSeveralMessagesIsOneThatIsCutNowhere() {
    batch.reset(1);
    add("", "alone");
    List<OutgoingMessage> rest =
        List.of(
            OutgoingMessage.binary(bytes("two")), OutgoingMessage.text(bytes("th"), bytes("ree")));
    batch.add(MessageType.BINARY, bytes("<"), bytes(">"), rest);
    add("", "last");
    assertEquals(3, batch.count());
    assertEquals(5, batch.messages());
    String follows = "8203" + hex("two") + "8105" + hex("three");
    String group = "8203" + hex("<L>") + follows;
    String all = "8106" + hex("Lalone") + group + "8105" + hex("Llast");
    assertEquals(all, HexFormat.of().formatHex(labelled("L")));
    FrameBlock block = block();
    assertEquals(8, block.end(0));
    assertEquals(8 + group.length() / 2, block.end(1));
    for (int position = 8; position < block.end(1); position++) {
      assertEquals(1, block.publicationAt(position));
    }
    EncodedPublication alone = block.publication(0);
    EncodedPublication several = block.publication(1);
    batch.reset(1);
    add("", "x");
    assertEquals(1, batch.messages());
    assertEquals("8106" + hex("Malone"), HexFormat.of().formatHex(alone.bytes(bytes("M"))));
    assertEquals(
        group.replace(hex("<L>"), hex("<M>")), HexFormat.of().formatHex(several.bytes(bytes("M"))));
    assertEquals(group.length() / 2, several.length(bytes("M")));
    assertEquals(
        "8102" + hex("Nx"), HexFormat.of().formatHex(block().publication(0).bytes(bytes("N"))));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(bytes(text));
  }

  @Test
  void aFormatEncodesABatchOnceUntilItChanges() {
    AtomicInteger encoded = new AtomicInteger();
    Batch.Format<Batch.Encoding> counted = () -> batch -> encoded.incrementAndGet();
    batch.reset(1);
    add("{", "}");
    Batch.Encoding first = batch.encoded(counted);
    block();
    assertSame(first, batch.encoded(counted));
    assertEquals(1, encoded.get());
    add("[", "]");
    assertSame(first, batch.encoded(counted));
    assertEquals(2, encoded.get());
    batch.reset(2);
    assertEquals(0, block().count());
    assertSame(first, batch.encoded(counted));
    assertEquals(3, encoded.get());
  }

  @Test
  void theHeaderGrowsWithThePayload() {
    batch.reset(1);
    add("", "x".repeat(124));
    add("", "x".repeat(125));
    add("", "x".repeat(65_534));
    add("", "x".repeat(65_535));
    ByteBuffer all = ByteBuffer.wrap(labelled("L"));
    assertEquals(0x817d, all.getShort(0) & 0xffff);
    assertEquals(0x817e007e, all.getInt(block().end(0)));
    assertEquals(0x817effff, all.getInt(block().end(1)));
    assertEquals(0x817f, all.getShort(block().end(2)) & 0xffff);
    assertEquals(65_536, all.getLong(block().end(2) + 2));
    assertEquals(all.capacity(), block().end(3));
  }

  @Test
  void itGrowsInBytesAndInFramesAndKeepsWhatItHas() {
    batch.reset(3);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (int i = 0; i < 1000; i++) {
      String after = "message " + i + " " + "~".repeat(i % 200);
      add("[", after);
      expected.writeBytes(ServerFrameHeader.frame(0x81, bytes("["), bytes("abc"), bytes(after)));
    }
    assertArrayEquals(expected.toByteArray(), labelled("abc"));
    batch.reset(0);
    assertEquals(0, batch.count());
    assertEquals(0, labelled("").length);
    add("again", "");
    assertArrayEquals(ServerFrameHeader.frame(0x81, bytes("again")), labelled(""));
  }

  @Test
  void aPositionBelongsToTheFirstFrameThatEndsAfterIt() {
    batch.reset(1);
    add("", "aa"); // 5 bytes each
    add("", "bb");
    add("", "cc");
    int[] frames = new int[16];
    for (int position = 0; position <= 15; position++) {
      frames[position] = block().publicationAt(position);
    }
    assertArrayEquals(new int[] {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3}, frames);
    assertEquals(5, block().end(0));
    assertEquals(15, block().end(2));
  }

  @Test
  void itKeepsTheSharedPartsOfEachMessage() {
    batch.reset(1);
    for (int i = 0; i < 200; i++) {
      add("before" + i, "after" + i);
    }
    for (int i = 0; i < 200; i++) {
      assertEquals("before" + i, new String(batch.before(i), UTF_8));
      assertEquals("after" + i, new String(batch.after(i), UTF_8));
    }
  }

  @Test
  void aLabelOfAnotherLengthIsRefused() {
    batch.reset(2);
    add("{", "}");
    assertThrows(IllegalArgumentException.class, () -> block().labelled(bytes("abc")));
  }
}
