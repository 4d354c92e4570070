package org.zmqwebbridge.blastbeat.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.blastbeat.wire.UwsgiPacket.Variable;
import org.zmqwebbridge.fuzz.Choices;

/** A packet is its variables, whichever way, and has one spelling; nothing else is one. */
class UwsgiPacketFuzzTest {
  static Stream<byte[]> packets() {
    return Stream.of(
            "\0\4\0\0",
            "\0\14\0\0\1\0A\3\0abc",
            "\0\12\0\0\0\0\2\0xy",
            "\0\5\0\0\0",
            "\1\4\0\0",
            "\0\0\0\0")
        .map(text -> text.getBytes(ISO_8859_1));
  }

  @MethodSource("packets")
  @FuzzTest
  void read(byte[] bytes) throws UwsgiOverflowException {
    try {
      List<Variable> variables = UwsgiPacket.read(bytes);
      assertEquals(reference(bytes), variables);
      assertArrayEquals(bytes, UwsgiPacket.write(variables));
    } catch (MalformedPacketException refused) {
      assertEquals(null, reference(bytes), refused.getMessage());
    }
  }

  /** As the README's decoder walks, and strict about where it ends. */
  private static List<Variable> reference(byte[] bytes) {
    ByteBuffer packet = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    boolean begins = bytes.length >= 4 && packet.get() == 0;
    if (!begins || Short.toUnsignedInt(packet.getShort()) != bytes.length || packet.get() != 0) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    while (packet.hasRemaining()) {
      int length = packet.remaining() < 2 ? -1 : Short.toUnsignedInt(packet.getShort());
      if (length < 0 || length > packet.remaining()) {
        return null;
      }
      byte[] text = new byte[length];
      packet.get(text);
      texts.add(new String(text, ISO_8859_1));
    }
    if (texts.size() % 2 != 0) {
      return null;
    }
    List<Variable> variables = new ArrayList<>();
    for (int i = 0; i < texts.size(); i += 2) {
      variables.add(new Variable(texts.get(i), texts.get(i + 1)));
    }
    return variables;
  }

  @MethodSource("packets")
  @FuzzTest
  void requests(byte[] bytes) throws MalformedPacketException {
    Choices choices = new Choices(bytes);
    List<Variable> headers = new ArrayList<>();
    String path = text(choices);
    String query = choices.yes() ? null : text(choices);
    boolean isSecure = choices.yes();
    while (choices.hasMore()) {
      String name = choices.of("host", "proxy", "x_a", "x-a", "content-type", text(choices));
      headers.add(new Variable(name, text(choices)));
    }
    List<Variable> told = told(path, query, isSecure, headers);
    assertTrue(told.stream().noneMatch(variable -> variable.name().equals("HTTP_PROXY")));
    assertEquals(path, told.get(2).value());
    assertEquals(query == null ? "" : query, told.get(3).value());
    long passed = headers.stream().filter(each -> RequestVariables.isTold(each.name())).count();
    long heard = told.stream().filter(each -> each.name().startsWith("HTTP_")).count();
    assertEquals(passed, heard);
  }

  private static List<Variable> told(
      String path, String query, boolean isSecure, List<Variable> headers)
      throws MalformedPacketException {
    try {
      return UwsgiPacket.read(
          new RequestVariables(
                  "GET",
                  path,
                  query,
                  "HTTP/1.1",
                  each -> headers.forEach(header -> each.accept(header.name(), header.value())),
                  "localhost:8000",
                  "::1",
                  1,
                  isSecure)
              .packet());
    } catch (UwsgiOverflowException large) {
      throw new AssertionError(large); // inputs are smaller
    }
  }

  private static String text(Choices choices) {
    return new String(choices.bytes(200), ISO_8859_1);
  }
}
