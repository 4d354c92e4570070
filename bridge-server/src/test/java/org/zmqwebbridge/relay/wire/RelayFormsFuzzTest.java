package org.zmqwebbridge.relay.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.fuzz.Choices;

/** Whatever is published, a client reads one message, with its id, and nothing besides. */
class RelayFormsFuzzTest {
  private static final String ID = "1796040804:[0],-";

  static Stream<byte[]> seeds() {
    return Stream.of(
            "\u0003eu\n\u0004a/b\rbody",
            "\u0000\u0000x\r\nid: 1\n\nevent: y\ndata: z",
            "\u0002\u0000\r\u0003a\n\nid: 7\n\n",
            "\u0000\u0000\n",
            "\u0000\u0000\r",
            "\u0000\u0000")
        .map(seed -> seed.getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void messages(byte[] bytes) {
    Choices choices = new Choices(bytes);
    String event = choices.text(40);
    String type = choices.text(40);
    byte[] body = choices.rest();
    events(event, body);
    meta(type, body);
    parts(type, body);
  }

  /** A reader of HTML, section 9.2.6, byte by byte. */
  private static void events(String event, byte[] body) {
    byte[] stream = EventText.event(ID, event, body);
    List<String> names = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    List<String> data = new ArrayList<>();
    int ends = 0;
    for (String line : lines(stream)) {
      if (line.isEmpty()) {
        ends++;
      } else if (line.startsWith("event: ")) {
        names.add(line.substring(7));
      } else if (line.startsWith("id: ")) {
        ids.add(line.substring(4));
      } else {
        assertTrue(line.startsWith("data: "), line);
        data.add(line.substring(6));
      }
    }
    assertEquals(1, ends, "one event");
    assertEquals(List.of(ID), ids);
    String name = new String(event.replaceAll("[\r\n\0]", "").getBytes(UTF_8), ISO_8859_1);
    assertEquals(event.isEmpty() ? List.of() : List.of(name), names);
    assertEquals(new String(body, ISO_8859_1).split("\r\n|\r|\n", -1).length, data.size());
    assertEquals(new String(body, ISO_8859_1).replaceAll("\r\n|\r", "\n"), String.join("\n", data));
  }

  /** The lines of a stream that ends with one, whatever ends them. */
  private static List<String> lines(byte[] stream) {
    String text = new String(stream, ISO_8859_1);
    assertTrue(text.endsWith("\n"));
    return Arrays.asList(text.substring(0, text.length() - 1).split("\r\n|\r|\n", -1));
  }

  private static void meta(String type, byte[] body) {
    byte[] message = PartText.joined(MetaText.head(ID, type), body);
    String text = new String(message, ISO_8859_1);
    int end = text.indexOf("\n\n");
    String clean = new String(type.replaceAll("[\r\n]", "").getBytes(UTF_8), ISO_8859_1);
    assertEquals(
        "id: " + ID + (type.isEmpty() ? "" : "\ncontent-type: " + clean), text.substring(0, end));
    assertArrayEquals(body, Arrays.copyOfRange(message, end + 2, message.length));
  }

  private static void parts(String type, byte[] body) {
    byte[] boundary = PartText.newBoundary();
    byte[] whole =
        PartText.joined(
            PartText.opening(boundary),
            PartText.part(1_796_040_804, "[0],-", type, body),
            boundary,
            PartText.ending());
    String delimiter = "--" + new String(boundary, ISO_8859_1);
    String text = new String(whole, ISO_8859_1);
    assertEquals(0, text.indexOf(delimiter));
    int second = text.indexOf("\r\n" + delimiter, delimiter.length());
    assertEquals(text.length(), second + 2 + delimiter.length() + 4, "one part");
    String part = text.substring(delimiter.length() + 2, second);
    int head = part.indexOf("\r\n\r\n");
    assertArrayEquals(body, part.substring(head + 4).getBytes(ISO_8859_1));
    String clean = new String(type.replaceAll("[\r\n]", "").getBytes(UTF_8), ISO_8859_1);
    assertEquals(
        "Last-Modified: Mon, 30 Nov 2026 12:13:24 GMT\r\nEtag: [0],-"
            + (type.isEmpty() ? "" : "\r\nContent-Type: " + clean),
        part.substring(0, head));
  }
}
