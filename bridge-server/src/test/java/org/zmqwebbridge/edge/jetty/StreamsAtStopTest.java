package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streamed answers of a bridge that takes its time to stop. */
class StreamsAtStopTest {
  private static final int COUNT = 3;
  private static final String LAST = "0\r\n\r\n";

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  void eachIsThereUntilItsTurnAndEndsAsItShould(boolean tls) throws Exception {
    HoldingDoor door = new HoldingDoor();
    try (TestEdge edge = new TestEdge(tls, TestEdge.PATIENT, door)) {
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        RawClient client = new RawClient(edge.connect(0), tls ? Way.TLS_WHOLE : Way.CLEAR_WHOLE, 1);
        client.write("GET /d/x HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
        HoldingDoor.Held held = door.next();
        assertEquals("", held.hear());
        held.stream();
        assertTrue(client.head().startsWith("HTTP/1.1 200 "));
        clients.add(client);
      }
      edge.edge().stopAccepting();
      edge.edge().closeConnections(2100, 10_000);
      for (RawClient client : clients) {
        assertEquals(LAST, client.text(LAST.length()));
        client.cut();
      }
    }
  }
}
