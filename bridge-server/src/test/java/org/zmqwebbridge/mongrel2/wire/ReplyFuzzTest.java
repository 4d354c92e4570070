package org.zmqwebbridge.mongrel2.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A handler's frame is the reply that the grammar says, as a pattern has it, or is refused. */
class ReplyFuzzTest {
  private static final int MAX_IDS = 5;
  private static final Pattern REPLY =
      Pattern.compile(
          "([A-Za-z0-9-]+) ([0-9]{1,6}):((X )?([0-9]{1,10}(?: [0-9]{1,10})*) ?), (.*)",
          Pattern.DOTALL);

  static Stream<byte[]> replies() {
    return Stream.of(
            "a-1 1:1, body",
            "a 5:1 2 3, ",
            "a 6:1 2 3 , x, y",
            "a 5:X 1 2, 9:3:ctl,0:}]",
            "a 0:, x",
            "a 2:1, x",
            "a 11:1 2 3 4 5 6, x")
        .map(text -> text.getBytes(ISO_8859_1));
  }

  @MethodSource("replies")
  @FuzzTest
  void read(byte[] bytes) {
    String said;
    try {
      Reply reply = Reply.read(bytes, MAX_IDS);
      said =
          reply.uuid()
              + Arrays.toString(reply.ids())
              + reply.isExtended()
              + new String(reply.body(), ISO_8859_1);
    } catch (MalformedReplyException refused) {
      said = null;
    }
    assertEquals(reference(new String(bytes, ISO_8859_1)), said);
  }

  private static String reference(String text) {
    Matcher reply = REPLY.matcher(text);
    if (!reply.matches() || Integer.parseInt(reply.group(2)) != reply.group(3).length()) {
      return null;
    }
    long[] ids = Stream.of(reply.group(5).split(" ")).mapToLong(Long::parseLong).toArray();
    return ids.length > MAX_IDS
        ? null
        : reply.group(1) + Arrays.toString(ids) + (reply.group(4) != null) + reply.group(6);
  }

  @MethodSource("replies")
  @FuzzTest
  void order(byte[] bytes) {
    try {
      ExtendedReply order = ExtendedReply.read(bytes);
      assertEquals(order.about() instanceof byte[], !order.text().isEmpty() || isEmpty(order));
    } catch (MalformedReplyException refused) {
      assertEquals(null, refused.getCause());
    }
  }

  private static boolean isEmpty(ExtendedReply order) {
    return order.about() instanceof byte[] text && text.length == 0;
  }
}
