package org.zmqwebbridge.bench.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventReaderTest {
  private final List<String> heard = new ArrayList<>();
  private final EventReader reader =
      new EventReader(
          new EventReader.Listener() {
            @Override
            public void onPublication(byte[] bytes, int from, int to) {
              heard.add(new String(bytes, from, to - from, UTF_8));
            }

            @Override
            public void onOwn(String name) {
              heard.add("own " + name);
            }
          });

  private void read(String piece) {
    reader.read(ByteBuffer.wrap(("<" + piece).getBytes(UTF_8)).position(1));
  }

  @Test
  void eventsAreReadHoweverTheyAreCut() {
    String stream =
        """
        retry: 3000
        event: zwb.open
        id: a-0
        data: {}

        :
        :
        id: a-1
        data: hello
        data: world

        data:

        :

        data:none

        event: zwb.gap
        data: {}

        """;
    List<String> all = List.of("own zwb.open", "hello", "", "none", "own zwb.gap");
    for (int cut = 0; cut <= stream.length(); cut++) {
      read(stream.substring(0, cut));
      read(stream.substring(cut));
      assertEquals(all, heard, "cut at " + cut);
      heard.clear();
    }
    for (int at = 0; at < stream.length(); at++) {
      read(stream.substring(at, at + 1));
    }
    assertEquals(all, heard);
  }

  @Test
  void anEventWithoutDataIsNone() {
    read("id: a-1\n\n");
    assertEquals(List.of(), heard);
  }
}
