package org.zmqwebbridge.zmq.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WholeMessageTest {
  private static byte[][] frames(String... texts) {
    byte[][] frames = new byte[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      frames[i] = texts[i].getBytes(ISO_8859_1);
    }
    return frames;
  }

  @Test
  void allButTheLastSayThatMoreFollow() {
    byte[][] frames = frames("name", "", "a", "b".repeat(256));
    assertEquals(
        "\1\0" + "\1\1a" + "\2\0\0\0\0\0\0\1\0" + "b".repeat(256),
        new String(WholeMessage.write(ZmtpVersion.THREE, frames, 1), ISO_8859_1));
    assertEquals(
        "\1\1" + "\2\1a" + "\377\0\0\0\0\0\0\1\1\0" + "b".repeat(256),
        new String(WholeMessage.write(ZmtpVersion.ONE, frames, 1), ISO_8859_1));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsRead(ZmtpVersion version) throws BrokenPeerException {
    List<byte[]> written = new ArrayList<>();
    for (int length : new int[] {0, 1, 252, 253, 254, 255, 256, 65_536}) {
      written.add(new byte[length]);
    }
    List<byte[]> read = new ArrayList<>();
    List<Boolean> more = new ArrayList<>();
    byte[] bytes = WholeMessage.write(version, written.toArray(byte[][]::new), 0);
    new PeerFrameReader(version, 0)
        .read(
            ByteBuffer.wrap(bytes),
            new PeerFrameReader.Listener() {
              @Override
              public long maxBytes() {
                return bytes.length;
              }

              @Override
              public void onTooLong(byte[] begin) {
                throw new AssertionError();
              }

              @Override
              public void onFrame(byte[] body, boolean hasMore) {
                read.add(body);
                more.add(hasMore);
              }

              @Override
              public void onCommand(byte[] body) {
                throw new AssertionError();
              }
            });
    assertArrayEquals(written.toArray(), read.toArray());
    assertEquals(more.size() - 1, more.indexOf(false));
  }
}
