package org.zmqwebbridge.blastbeat.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever clients of socket.io send is packets or none; packets survive their way back. */
class SocketIoFuzzTest {
  private static final int MAX_PACKETS = 16;

  static Stream<byte[]> seeds() {
    return Stream.of(
            "0",
            "2::",
            "3:1+:/e:data:more",
            "5:::{\"name\":\"e\",\"args\":[]}",
            "\ufffd4\ufffd3:::\ufffd3\ufffd2::",
            "\ufffd0\ufffd",
            "\ufffd9\ufffd2::")
        .map(seed -> seed.getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void packets(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    Optional<List<String>> packets = SocketIoPayload.read(text, MAX_PACKETS);
    if (packets.isPresent()) {
      assertTrue(packets.get().size() <= MAX_PACKETS);
      packets.get().forEach(SocketIoFuzzTest::survives);
    }
    survives(text);
  }

  private static void survives(String text) {
    Optional<SocketIoPacket> packet = SocketIoPacket.read(text);
    packet.ifPresent(
        one -> {
          assertEquals(packet, SocketIoPacket.read(one.text()));
          assertTrue(text.equals(one.text()) || text.length() == 1, text);
        });
  }
}
