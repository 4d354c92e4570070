package org.zmqwebbridge.blastbeat.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zmqwebbridge.blastbeat.wire.UwsgiPacket.Variable;

class UwsgiPacketTest {
  private static byte[] hex(String spaced) {
    return HexFormat.of().parseHex(spaced.replace(" ", ""));
  }

  /** As BlastBeat has sent it. */
  @Test
  void variablesAreWrittenAsBlastBeatWritesThem() throws Exception {
    List<Variable> variables =
        List.of(
            new Variable("REQUEST_METHOD", "GET"),
            new Variable("SCRIPT_NAME", ""),
            new Variable("PATH_INFO", "/a%20b/c"),
            new Variable("QUERY_STRING", "x=1&y=2"),
            new Variable("SERVER_NAME", "127.0.0.1"),
            new Variable("SERVER_PORT", "18080"),
            new Variable("SERVER_PROTOCOL", "HTTP/1.1"));
    byte[] packet = UwsgiPacket.write(variables);
    String body =
        "0e00"
            + text("REQUEST_METHOD")
            + "0300"
            + text("GET")
            + "0b00"
            + text("SCRIPT_NAME")
            + "0000"
            + "0900"
            + text("PATH_INFO")
            + "0800"
            + text("/a%20b/c")
            + "0c00"
            + text("QUERY_STRING")
            + "0700"
            + text("x=1&y=2")
            + "0b00"
            + text("SERVER_NAME")
            + "0900"
            + text("127.0.0.1")
            + "0b00"
            + text("SERVER_PORT")
            + "0500"
            + text("18080")
            + "0f00"
            + text("SERVER_PROTOCOL")
            + "0800"
            + text("HTTP/1.1");
    byte[] expected = hex("00 9b00 00" + body);
    assertEquals(0x9b, expected.length, "the size counts its own four bytes");
    assertArrayEquals(expected, packet);
    assertEquals(variables, UwsgiPacket.read(packet));
  }

  private static String text(String ascii) {
    return HexFormat.of().formatHex(ascii.getBytes(ISO_8859_1));
  }

  @Test
  void noVariablesAreFourBytes() throws Exception {
    assertArrayEquals(hex("00 0400 00"), UwsgiPacket.write(List.of()));
    assertEquals(List.of(), UwsgiPacket.read(hex("00 0400 00")));
  }

  @Test
  void everyByteIsKept() throws Exception {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    List<Variable> variables = List.of(new Variable("A", new String(all, ISO_8859_1)));
    assertEquals(variables, UwsgiPacket.read(UwsgiPacket.write(variables)));
  }

  /** 65,536 bytes, which BlastBeat still writes, have a size of 0, and nodes read nothing. */
  @Test
  void thePacketWhoseSizeWouldBeZeroIsRefused() throws Exception {
    int around = 4 + 2 + 1 + 2;
    List<Variable> largest = List.of(new Variable("A", "x".repeat(65_535 - around)));
    byte[] packet = UwsgiPacket.write(largest);
    assertEquals(65_535, packet.length);
    assertEquals(largest, UwsgiPacket.read(packet));
    List<Variable> more = List.of(new Variable("A", "x".repeat(65_536 - around)));
    assertThrows(UwsgiOverflowException.class, () -> UwsgiPacket.write(more));
  }

  @Test
  void whatFindsNoRoomIsNotLeftOut() {
    List<Variable> variables =
        List.of(new Variable("A", "x".repeat(65_500)), new Variable("B", "y".repeat(60)));
    assertEquals(
        "the variables of this request take more than 65535 bytes",
        assertThrows(UwsgiOverflowException.class, () -> UwsgiPacket.write(variables))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "'', its first and fourth bytes are not 0",
    "00 0300, its first and fourth bytes are not 0",
    "01 0400 00, its first and fourth bytes are not 0",
    "00 0400 01, its first and fourth bytes are not 0",
    "00 0000 00, it is not as long as it says",
    "00 0500 00, it is not as long as it says",
    "00 0400 00 00, it is not as long as it says",
    "00 0500 00 00, it ends within a variable",
    "00 0600 00 0000, it ends within a variable",
    "00 0700 00 0100 41, it ends within a variable",
    "00 0900 00 0100 41 0100, it ends within a variable",
    "00 0600 00 ffff, it ends within a variable"
  })
  void whatIsNoPacketIsRefused(String bytes, String why) {
    assertEquals(
        why,
        assertThrows(MalformedPacketException.class, () -> UwsgiPacket.read(hex(bytes)))
            .getMessage());
  }
}
