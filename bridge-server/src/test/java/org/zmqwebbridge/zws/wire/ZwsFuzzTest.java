package org.zmqwebbridge.zws.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** What a stock client sends is read as the RFCs' grammars say, or is the same fault. */
class ZwsFuzzTest {
  static Stream<byte[]> seeds() {
    return Stream.of(
            "\0hello",
            "\1",
            "\2\5READY\13Socket-Type\0\0\0\3REQ\10Identity\0\0\0\0",
            "\2\5HELLO\4hugo\6secret",
            "\2\10INITIATE\13Socket-Type\0\0\0\6DEALER",
            "\0\1topic")
        .map(text -> text.getBytes(ISO_8859_1));
  }

  @MethodSource("seeds")
  @FuzzTest
  void decode(byte[] payload) {
    Frame frame = FrameCodec.decode(ByteBuffer.wrap(payload));
    assertEquals(ReferenceZws.frame(payload), inWords(frame));
    if (frame instanceof Frame.Command command) {
      String body = new String(command.body(), ISO_8859_1);
      assertEquals(
          ReferenceZws.properties("READY", body),
          HandshakeCommand.ready(command).map(ZwsFuzzTest::inWords).orElse(null));
      assertEquals(
          ReferenceZws.properties("INITIATE", body),
          HandshakeCommand.initiate(command).map(ZwsFuzzTest::inWords).orElse(null));
      String hello = ReferenceZws.hello(body);
      assertEquals(
          hello == null ? null : new String(hello.getBytes(ISO_8859_1), UTF_8),
          HandshakeCommand.hello(command)
              .map(said -> said.user() + "\n" + said.password())
              .orElse(null));
    }
  }

  private static String inWords(Frame frame) {
    if (frame instanceof Frame.Broken broken) {
      return broken.rule().name();
    }
    if (frame instanceof Frame.Command command) {
      return "command " + new String(command.body(), ISO_8859_1);
    }
    Frame.Part part = (Frame.Part) frame;
    return (part.more() ? "more " : "last ") + new String(part.body(), ISO_8859_1);
  }

  private static String inWords(Properties properties) {
    TreeMap<String, String> sorted = new TreeMap<>();
    properties.values().forEach((name, value) -> sorted.put(name, new String(value, ISO_8859_1)));
    return sorted.toString();
  }
}
