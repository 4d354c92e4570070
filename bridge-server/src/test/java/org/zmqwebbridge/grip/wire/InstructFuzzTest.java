package org.zmqwebbridge.grip.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever an origin instructs is one of what we know, or is refused; none of it reaches a client.
 */
class InstructFuzzTest {
  static Stream<byte[]> seeds() {
    return Stream.of(
            """
            Grip-Hold: stream
            Grip-Channel: a; prev-id=1; filter=skip-self, "b,c"
            Grip-Keep-Alive: \\n; format=cstring; timeout=2

            body""",
            """
            Grip-Hold: response
            Grip-Channel: a
            Grip-Timeout: 5
            Grip-Status: 202 Waited
            Grip-Link: </n>; rel=next; timeout=3
            Grip-Set-Meta: user="a\\"b"

            """,
            """
            Content-Type: application/grip-instruct

            {"hold":{"mode":"stream","channels":[{"name":"a"}]},"response":{"body-bin":"AAE="}}""",
            """
            Grip-Expose-Headers: A
            A: b
            C: d

            """)
        .map(seed -> seed.getBytes(ISO_8859_1));
  }

  @MethodSource("seeds")
  @FuzzTest
  void anything(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    int end = text.indexOf("\n\n");
    String head = end < 0 ? text : text.substring(0, end);
    List<Header> headers = new ArrayList<>();
    for (String line : head.split("\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).trim()));
      }
    }
    byte[] body = end < 0 ? new byte[0] : text.substring(end + 2).getBytes(ISO_8859_1);
    check(new OriginResponse(200, "OK", headers, body));
  }

  private static void check(OriginResponse said) {
    try {
      Instruct instruct = InstructHeaders.read(said);
      assertTrue(instruct.timeoutSeconds() >= 0);
      instruct.channels().forEach(channel -> assertFalse(channel.name().isEmpty()));
      assertTrue(instruct.response().headers().stream().noneMatch(InstructHeaders::isOurs));
      assertNotNull(instruct.response().body());
    } catch (MalformedGripException refused) {
      assertNotNull(refused.getMessage());
    }
  }
}
