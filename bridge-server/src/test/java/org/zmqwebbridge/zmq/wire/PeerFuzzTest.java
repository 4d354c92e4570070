package org.zmqwebbridge.zmq.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** What a peer sends, cut anyhow, is the same; and is refused in one way only. */
class PeerFuzzTest {
  private static final int MAX_BYTES = 300;
  private static final String THREE =
      "ff00000000000000017f03004e554c4c" + "00".repeat(16) + "00".repeat(32);

  static Stream<byte[]> streams() {
    return Stream.of(
            THREE + "041a0552454144590b536f636b65742d547970650000000450554c4c",
            THREE + "040a0450494e4700966869" + "000161" + "020000000000000002" + "6262",
            THREE + "0201000000000000ff",
            THREE
                + ("042e0552454144590b536f636b65742d54797065000000064445414c4552"
                    + "084964656e74697479000000056e6f646531")
                + "0100"
                + "010161"
                + "0000",
            "ff00000000000000017f01070000010161000162",
            "01000261" + "ff0000000000000003016162")
        .map(HexFormat.of()::parseHex);
  }

  @MethodSource("streams")
  @FuzzTest
  void read(byte[] bytes) {
    List<String> whole = hear(bytes, Math.max(1, bytes.length));
    assertEquals(whole, hear(bytes, 1));
    assertEquals(whole, hear(bytes, 7));
  }

  private static List<String> hear(byte[] bytes, int piece) {
    Hearer hearer = new Hearer();
    try {
      for (int at = 0; at < bytes.length; at += piece) {
        hearer.read(ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at)));
      }
    } catch (BrokenPeerException broken) {
      hearer.heard.add("broken");
    }
    return hearer.heard;
  }

  /** As a connection hears. */
  private static final class Hearer implements PeerFrameReader.Listener {
    private final List<String> heard = new ArrayList<>();
    private final Greeting greeting = new Greeting(PeerType.PUSH);
    private PeerFrameReader reader;

    void read(ByteBuffer bytes) throws BrokenPeerException {
      if (reader == null) {
        byte[] said = greeting.read(bytes);
        assertTrue(said.length <= 1 + 53);
        if (greeting.version() == null) {
          return;
        }
        reader = new PeerFrameReader(greeting.version(), 5);
      }
      reader.read(bytes, this);
    }

    @Override
    public long maxBytes() {
      return MAX_BYTES;
    }

    @Override
    public void onTooLong(byte[] begin) throws BrokenPeerException {
      assertTrue(begin.length <= 5);
      throw new BrokenPeerException("too long");
    }

    @Override
    public void onFrame(byte[] body, boolean more) {
      assertTrue(body.length <= MAX_BYTES);
      heard.add(more + HexFormat.of().formatHex(body));
    }

    @Override
    public void onCommand(byte[] body) throws BrokenPeerException {
      PeerCommand command = PeerCommand.read(body);
      heard.add(command.name() + HexFormat.of().formatHex(command.pong()));
      if (command.name().equals(PeerCommand.READY)) {
        heard.add(command.socketType());
        heard.add(HexFormat.of().formatHex(command.identity()));
      }
    }
  }
}
