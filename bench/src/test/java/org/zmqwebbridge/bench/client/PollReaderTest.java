package org.zmqwebbridge.bench.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollReaderTest {
  private static List<String> read(String body) {
    List<String> heard = new ArrayList<>();
    byte[] bytes = (body + "left of one before: \"message\":\"no").getBytes(UTF_8);
    int length = body.getBytes(UTF_8).length;
    PollReader.read(
        bytes,
        length,
        (all, from, to) -> heard.add(new String(all, from, Math.min(4, to - from), UTF_8)));
    return heard;
  }

  @Test
  void eachPublicationIsFoundOnce() {
    assertEquals(
        List.of("0001", "0002", "[\"t\""),
        read(
            """
            [{"id":"a-1","message":"0001"}
            ,{"message":"0002"}
            ,{"message":["t","0003"]}
            ]
            """));
  }

  @Test
  void whatTheBridgeOrAPublicationSaysIsNone() {
    assertEquals(List.of(), read("[{\"event\":\"zwb.gap\",\"data\":{\"from\":1}}\n]\n"));
    assertEquals(List.of("{\\\"m"), read("[{\"message\":\"{\\\"message\\\":\\\"x\\\"}\"}\n]\n"));
    assertEquals(List.of(), read("[{\"message\":"));
  }
}
