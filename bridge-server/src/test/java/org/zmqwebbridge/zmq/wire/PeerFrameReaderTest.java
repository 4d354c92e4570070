package org.zmqwebbridge.zmq.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerFrameReaderTest implements PeerFrameReader.Listener {
  private static final int MOST = 70_000;

  private final List<String> heard = new ArrayList<>();

  @Override
  public void onFrame(byte[] body, boolean more) {
    heard.add((more ? "+" : ".") + text(body));
  }

  @Override
  public void onCommand(byte[] body) {
    heard.add("!" + text(body));
  }

  @Override
  public long maxBytes() {
    return MOST;
  }

  @Override
  public void onTooLong(byte[] begin) throws BrokenPeerException {
    heard.add("?" + text(begin));
    throw new BrokenPeerException("too long");
  }

  private static String text(byte[] body) {
    return body.length > 100 ? body.length + " bytes" : new String(body, ISO_8859_1);
  }

  private static byte[] bytes(String latin) {
    return latin.getBytes(ISO_8859_1);
  }

  private static byte[] stream(ZmtpVersion version) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int length : new int[] {0, 1, 253, 254, 255, 256, 65_536, MOST}) {
      all.writeBytes(FrameHead.message(version, length));
      all.writeBytes(new byte[length]);
    }
    all.writeBytes(bytes(version == ZmtpVersion.ONE ? "\3\1ab\2\0c" : "\1\2ab\0\1c"));
    return all.toByteArray();
  }

  @ParameterizedTest
  @EnumSource
  void framesAreTheSameHoweverTheyAreCut(ZmtpVersion version) throws BrokenPeerException {
    byte[] stream = stream(version);
    List<String> expected =
        List.of(
            ".",
            ".\0",
            ".253 bytes",
            ".254 bytes",
            ".255 bytes",
            ".256 bytes",
            ".65536 bytes",
            "." + MOST + " bytes",
            "+ab",
            ".c");
    for (int piece : new int[] {1, 2, 7, 1000, 65_536, stream.length}) {
      heard.clear();
      PeerFrameReader reader = new PeerFrameReader(version, 0);
      for (int at = 0; at < stream.length; at += piece) {
        reader.read(ByteBuffer.wrap(stream, at, Math.min(piece, stream.length - at)), this);
      }
      assertEquals(expected, heard, "pieces of " + piece);
    }
  }

  @Test
  void commandsAreToldApart() throws BrokenPeerException {
    PeerFrameReader reader = new PeerFrameReader(ZmtpVersion.THREE, 0);
    reader.read(ByteBuffer.wrap(bytes("\4\6\5READY\1\1a\4\5\4PONG\0\1b")), this);
    assertEquals(List.of("!\5READY", "+a", "!\4PONG", ".b"), heard);
  }

  @Test
  void commandThatIsWrittenIsRead() throws BrokenPeerException {
    byte[] body = PeerCommand.ready(PeerType.PUSH);
    PeerFrameReader reader = new PeerFrameReader(ZmtpVersion.THREE, 0);
    reader.read(ByteBuffer.wrap(FrameHead.command(body.length)), this);
    reader.read(ByteBuffer.wrap(body), this);
    assertEquals(List.of("!" + text(body)), heard);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\10\1a", // a flag that means nothing
        "\200\1a",
        "\2\0\0\0\0\0\1\21\161", // 70,001 bytes
        "\2\377\377\377\377\377\377\377\377",
        "\2\177\377\377\377\377\377\377\377"
      })
  void framesThatCannotBeAreRefusedByTheirHeads(String said) {
    assertThrows(
        BrokenPeerException.class,
        () -> new PeerFrameReader(ZmtpVersion.THREE, 0).read(ByteBuffer.wrap(bytes(said)), this));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0\0", // the flags are not counted
        "\377\0\0\0\0\0\0\0\0\0",
        "\377\0\0\0\0\0\1\21\162\0",
        "\377\377\377\377\377\377\377\377\377\0"
      })
  void framesOfTheFirstVersionThatCannotBeAreRefused(String said) {
    assertThrows(
        BrokenPeerException.class,
        () -> new PeerFrameReader(ZmtpVersion.ONE, 0).read(ByteBuffer.wrap(bytes(said)), this));
  }

  @Test
  void frameThatIsTooLongIsHandedOverAsFarAsItIsWanted() {
    PeerFrameReader reader = new PeerFrameReader(ZmtpVersion.THREE, 5);
    ByteBuffer said = ByteBuffer.wrap(bytes("\0\1a\2\0\0\0\0\0\1\21\161" + "begins and goes on"));
    assertThrows(BrokenPeerException.class, () -> reader.read(said, this));
    assertEquals(List.of(".a", "?begin"), heard);
  }
}
