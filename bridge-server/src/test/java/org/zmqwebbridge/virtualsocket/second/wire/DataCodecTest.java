package org.zmqwebbridge.virtualsocket.second.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Binary messages, in literal bytes (PROTOCOL-2.md, section 1). */
class DataCodecTest {
  private static final WireLimits LIMITS = new WireLimits(1_000, 4, 1_000, 128, 255, 1_024, 256);

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  private static DataFrame fromPage(byte[] bytes) {
    return DataCodec.decodeFromPage(ByteBuffer.wrap(bytes), LIMITS);
  }

  private static List<byte[]> parts(String... parts) {
    return Stream.of(parts).map(part -> part.getBytes(UTF_8)).toList();
  }

  /** The bytes of a frame are these, and these bytes are that frame. */
  private static void bothWays(String digits, DataFrame frame) {
    byte[] bytes = hex(digits);
    assertArrayEquals(bytes, DataCodec.encode(frame));
    DataFrame decoded = DataCodec.decodeFromBridge(ByteBuffer.wrap(bytes), LIMITS);
    assertEquals(Frames.readable(frame), Frames.readable(decoded));
  }

  @Test
  void aMessageIsItsChannelAndItsParts() {
    bothWays("01 00000001 02 6869", new DataFrame.Message(1, parts("hi")));
    bothWays("01 ffffffff 01 61 00", new DataFrame.Message(0xffff_ffffL, parts("a", "")));
  }

  @Test
  void aRequestHasAnIdAndATime() {
    bothWays(
        "02 00000007 fffffffe 00001388 01 78",
        new DataFrame.Request(7, 0xffff_fffeL, 5_000, parts("x")));
    bothWays(
        "02 00000007 00000000 ffffffff 00", new DataFrame.Request(7, 0, 0xffff_ffffL, parts("")));
  }

  @Test
  void aReplyHasTheIdOfItsRequest() {
    bothWays("03 00000007 00000009 01 79", new DataFrame.Reply(7, 9, parts("y")));
  }

  @Test
  void anItemHasAnOffsetThatJavaScriptCanHold() {
    bothWays(
        "04 00000001 001fffffffffffff 01 7a", new DataFrame.Item(1, (1L << 53) - 1, parts("z")));
  }

  @ParameterizedTest
  @CsvSource({"0, 00", "1, 01", "127, 7f", "128, 8001", "300, ac02", "1000, e807"})
  void aLengthIsWrittenInItsShortestForm(int length, String digits) {
    byte[] part = new byte[length];
    byte[] frame = DataCodec.encode(new DataFrame.Message(1, List.of(part)));
    assertEquals("0100000001" + digits, HexFormat.of().formatHex(frame, 0, frame.length - length));
    assertInstanceOf(DataFrame.Message.class, fromPage(frame));
  }

  @Test
  void aFanOutsPartsAroundTheChannelAreTheFrame() {
    DataFrame.Message message = new DataFrame.Message(0x01020304L, parts("NOVA", "17"));
    DataFrame.Item item = new DataFrame.Item(5, 41, parts("NOVA", "17"));
    assertArrayEquals(
        DataCodec.encode(message),
        joined(
            DataCodec.BEFORE_CHANNEL,
            DataCodec.label(message.channel()),
            DataCodec.afterChannel(message.parts())));
    assertArrayEquals(
        DataCodec.encode(item),
        joined(
            DataCodec.BEFORE_ITEM_CHANNEL,
            DataCodec.label(item.channel()),
            DataCodec.afterChannel(item.offset(), item.parts())));
  }

  private static byte[] joined(byte[]... pieces) {
    ByteBuffer joined = ByteBuffer.allocate(Stream.of(pieces).mapToInt(p -> p.length).sum());
    Stream.of(pieces).forEach(joined::put);
    return joined.array();
  }

  @ParameterizedTest
  @CsvSource({"''", "01", "01 000000", "02 0000 00"})
  void lessThanAHeadConcernsNobodyAndEndsTheConnection(String digits) {
    Fault fault = assertInstanceOf(Fault.class, fromPage(hex(digits)));
    assertEquals(WireError.MALFORMED_FRAME, fault.error());
    assertEquals(Fault.Ends.CONNECTION, fault.ends());
  }

  @ParameterizedTest
  @CsvSource({
    "no parts at all, 01 00000009, 9, -1",
    "a length without its part, 01 00000009 05 61, 9, -1",
    "a length that is cut short, 01 00000009 80, 9, -1",
    "a length of four gigabytes, 01 00000009 ffffffff0f 61, 9, -1",
    "a length of two gigabytes, 01 00000009 ffffffff07 61, 9, -1",
    "a length of six bytes, 01 00000009 808080808000, 9, -1",
    "a length that is not in its shortest form, 01 00000009 8100 61, 9, -1",
    "zero in two bytes, 01 00000009 8000, 9, -1",
    "a byte after the last part, 01 00000009 01 61 01, 9, -1",
    "a request without its id, 02 00000009 000000, 9, -1",
    "a request without its time, 02 00000009 00000007 0000, 9, 7",
    "a request without parts, 02 00000009 00000007 00000000, 9, 7",
    "a request whose parts lie, 02 00000009 00000007 00000000 02 61, 9, 7",
    "a reply without its id, 03 00000009 0000, 9, -1",
    "a reply without parts, 03 00000009 00000007, 9, 7"
  })
  void whatDoesNotFitEndsThatFrameAlone(String what, String digits, long channel, long id) {
    assertEquals(
        new Told(WireError.MALFORMED_FRAME, ErrorPlace.ERROR, channel, id),
        told(fromPage(hex(digits))),
        what);
  }

  @ParameterizedTest
  @CsvSource({
    "00 00000009 00, 9",
    "04 00000009 0000000000000001 00, 9",
    "7b 226f7022 3a, 577728546"
  })
  void aKindThatNoPageSendsIsUnknown(String digits, long channel) {
    assertEquals(
        new Told(WireError.UNKNOWN_OP, ErrorPlace.ERROR, channel, Fault.NO_ID),
        told(fromPage(hex(digits))));
  }

  @Test
  void channelZeroIsNone() {
    assertEquals(
        new Told(WireError.NO_CHANNEL, ErrorPlace.ERROR, 0, Fault.NO_ID),
        told(fromPage(hex("01 00000000 00"))));
    assertEquals(
        new Told(WireError.NO_CHANNEL, ErrorPlace.ERROR, 0, 7),
        told(fromPage(hex("02 00000000 00000007 00000000 00"))));
  }

  @Test
  void whatIsTooLargeEndsAloneWhicheverBoundItExceeds() {
    List<byte[]> tooLong = List.of(new byte[600], new byte[401]);
    List<byte[]> tooMany = Collections.nCopies(5, new byte[0]);
    for (List<byte[]> parts : List.of(tooLong, tooMany)) {
      assertEquals(
          new Told(WireError.TOO_LARGE, ErrorPlace.ERROR, 3, Fault.NO_ID),
          told(fromPage(DataCodec.encode(new DataFrame.Message(3, parts)))));
      assertEquals(
          new Told(WireError.TOO_LARGE, ErrorPlace.FAILED, 3, 7),
          told(fromPage(DataCodec.encode(new DataFrame.Request(3, 7, 0, parts)))));
      assertEquals(
          new Told(WireError.TOO_LARGE, ErrorPlace.ERROR, 3, 7),
          told(fromPage(DataCodec.encode(new DataFrame.Reply(3, 7, parts)))));
    }
  }

  @Test
  void whatIsExactlyAsLargeAsAllowedPasses() {
    List<byte[]> parts = List.of(new byte[600], new byte[400], new byte[0], new byte[0]);
    DataFrame passed = fromPage(DataCodec.encode(new DataFrame.Message(3, parts)));
    assertInstanceOf(DataFrame.Message.class, passed);
  }

  @Test
  void anOffsetThatJavaScriptCannotHoldIsMalformed() {
    byte[] bytes = hex("04 00000001 0020000000000000 00");
    assertEquals(
        new Told(WireError.MALFORMED_FRAME, ErrorPlace.ERROR, 1, Fault.NO_ID),
        told(DataCodec.decodeFromBridge(ByteBuffer.wrap(bytes), LIMITS)));
  }

  @Test
  void aFaultIsNoFrameToBeWritten() {
    Fault fault = Fault.connection("of a test");
    assertThrows(IllegalArgumentException.class, () -> DataCodec.encode(fault));
  }

  /** What a page is told of a fault, without its text. */
  private record Told(WireError error, ErrorPlace place, long channel, long id) {}

  private static Told told(DataFrame frame) {
    Fault fault = assertInstanceOf(Fault.class, frame);
    return new Told(fault.error(), fault.place(), fault.channel(), fault.id());
  }
}
