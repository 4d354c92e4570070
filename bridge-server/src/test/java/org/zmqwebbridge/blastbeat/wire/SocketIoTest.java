package org.zmqwebbridge.blastbeat.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets of socket.io 0.9, several together, and paths. */
class SocketIoTest {
  private static final String SID = "4f5c3b1e-0000-4000-8000-0000000000ff";

  @ParameterizedTest
  @CsvSource({
    "0, DISCONNECT, '', false, '', , 0::",
    "2::, HEARTBEAT, '', false, '', , 2::",
    "1::/chat?x=1, CONNECT, '', false, /chat?x=1, , 1::/chat?x=1",
    "3:::a:b, MESSAGE, '', false, '', a:b, 3:::a:b",
    "3:::, MESSAGE, '', false, '', '', 3:::",
    "3:1::blabla, MESSAGE, 1, false, '', blabla, 3:1::blabla",
    "4:12+:/e:[1], JSON, 12, true, /e, [1], 4:12+:/e:[1]",
    "6:::4+[], ACK, '', false, '', 4+[], 6:::4+[]",
    "8::, NOOP, '', false, '', , 8::"
  })
  void aPacketHasItsParts(
      String text,
      SocketIoKind kind,
      String id,
      boolean isAnswered,
      String endpoint,
      String data,
      String written) {
    SocketIoPacket packet = SocketIoPacket.read(text).orElseThrow();
    assertEquals(new SocketIoPacket(kind, id, isAnswered, endpoint, data), packet);
    assertEquals(written, packet.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "9::",
        "10::",
        "3:",
        "3:x::a",
        "3:+::a",
        "3:1234567890123456789::a",
        " 3::"
      })
  void otherTextsAreNone(String text) {
    assertTrue(SocketIoPacket.read(text).isEmpty());
  }

  @Test
  void severalAreFramedByTheirLengthsInUtf16() {
    List<String> packets = List.of("3:::\u00e9\ud83d\ude00", "2::", "");
    String payload = "\ufffd7\ufffd3:::\u00e9\ud83d\ude00\ufffd3\ufffd2::\ufffd0\ufffd";
    assertEquals(payload, SocketIoPayload.of(packets));
    assertEquals(Optional.of(packets), SocketIoPayload.read(payload, 3));
    assertTrue(SocketIoPayload.read(payload, 2).isEmpty());
  }

  @Test
  void oneGoesAsItIs() {
    assertEquals("2::", SocketIoPayload.of(List.of("2::")));
    assertEquals(Optional.of(List.of("2::")), SocketIoPayload.read("2::", 1));
    assertEquals("", SocketIoPayload.of(List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ufffd",
        "\ufffd\ufffd",
        "\ufffd3",
        "\ufffd3\ufffd2:",
        "\ufffd-1\ufffd2::",
        "\ufffd3\ufffd2::x",
        "\ufffd1234567890\ufffd2::"
      })
  void brokenFramesAreNone(String text) {
    assertTrue(SocketIoPayload.read(text, 9).isEmpty());
  }

  @Test
  void bytesAreTextOrNot() {
    assertEquals(Optional.of("\u00e9"), SocketIoPayload.text("\u00e9".getBytes(UTF_8)));
    assertTrue(SocketIoPayload.text(new byte[] {(byte) 0xc3}).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "/socket.io/1, , HANDSHAKE, false, false",
    "/socket.io/1/, t=1, HANDSHAKE, false, false",
    "/socket.io/1/websocket/" + SID + ", , WEBSOCKET, true, false",
    "/socket.io/1/xhr-polling/" + SID + ", t=1, POLLING, true, false",
    "/socket.io/1/xhr-polling/" + SID + "/, disconnect, POLLING, true, true",
    "/socket.io/1//" + SID + "/, disconnect=1, OTHER, true, true",
    "/socket.io/1/xhr-polling/" + SID + "/x, , OTHER, true, false",
    "/socket.io/1/xhr-polling/x, disconnected=1, POLLING, false, false",
    "/socket.io/1/htmlfile/" + SID + ", , OTHER, true, false"
  })
  void aPathSaysWhatIsAskedFor(
      String path, String query, SocketIoPath.Way way, boolean hasSid, boolean isDisconnect) {
    SocketIoPath read = SocketIoPath.of(path, query);
    assertEquals(way, read.way());
    assertEquals(hasSid ? SID : null, read.sid() == null ? null : read.sid().toString());
    assertEquals(isDisconnect, read.isDisconnect());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/socket.io/", "/socket.io/socket.io.js", "/socket.io/10", "/x"})
  void otherPathsAreNotItsOwn(String path) {
    assertNull(SocketIoPath.of(path, null));
  }
}
