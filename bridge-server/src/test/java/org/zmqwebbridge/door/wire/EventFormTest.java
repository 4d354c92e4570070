package org.zmqwebbridge.door.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What streams say, byte by byte, and who gets which. */
class EventFormTest {
  private static final EventId ID = new EventId("e", 7, 2);

  private static String text(byte[] said) {
    return new String(said, UTF_8);
  }

  @Test
  void aStreamBeginsWithItsHeartbeatAndItsPlace() {
    assertEquals(
        "retry: 3000\nevent: zwb.open\nid: e-7-2\ndata: {\"heartbeatMillis\":15000}\n\n",
        text(EventForm.EVENTS.opening(ID, 15_000)));
    assertEquals(
        "{\"event\":\"zwb.open\",\"id\":\"e-7-2\",\"data\":{\"heartbeatMillis\":15000}}\n",
        text(EventForm.LINES.opening(ID, 15_000)));
  }

  @Test
  void aPlaceAloneIsAnEventWithoutAMessage() {
    assertEquals(
        "event: zwb.place\nid: e-7-2\ndata: {}\n\n", text(EventForm.NAMED_EVENTS.place(ID)));
    assertEquals(
        "{\"event\":\"zwb.place\",\"id\":\"e-7-2\",\"data\":{}}\n",
        text(EventForm.LINES.place(ID)));
  }

  @Test
  void aHeartbeatIsNoEvent() {
    assertEquals(List.of(), ReferenceEvents.read(EventForm.EVENTS.heartbeat()).events());
    assertEquals("\n", text(EventForm.LINES.heartbeat()));
  }

  @Test
  void aGapHasANameThatNobodyHearsByChance() {
    assertEquals(
        "event: zwb.gap\nid: e-7-2\ndata: {\"after\":3,\"from\":8}\n\n",
        text(EventForm.EVENTS.gap(ID, 3, 8)));
    assertEquals(
        "event: zwb.gap\nid: e-7-2\ndata: {\"from\":8}\n\n", text(EventForm.EVENTS.gap(ID, -1, 8)));
    assertEquals(
        "{\"event\":\"zwb.gap\",\"data\":{\"dropped\":3}}\n", text(EventForm.LINES.dropped(3)));
  }

  @Test
  void publicationsHaveTheirIds() {
    List<byte[]> parts = List.of("eu".getBytes(UTF_8), new byte[] {-1});
    EventId id = EventId.of("e", 7);
    assertEquals(
        "id: e-7\ndata: [\"eu\",{\"base64\":\"/w==\"}]\n\n",
        text(EventForm.EVENTS.publication(id, parts)));
    assertEquals(
        "event: eu\nid: e-7\ndata: {\"base64\":\"/w==\"}\n\n",
        text(EventForm.NAMED_EVENTS.publication(id, parts)));
    assertEquals(
        "{\"id\":\"e-7\",\"message\":[\"eu\",{\"base64\":\"/w==\"}]}\n",
        text(EventForm.LINES.publication(id, parts)));
    assertEquals(
        "{\"message\":\"x\"}\n",
        text(EventForm.LINES.publication(null, List.of(new byte[] {'x'}))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-ndjson",
        "Application/X-NDJSON; charset=utf-8",
        "text/event-stream;q=0.5, application/x-ndjson;q=0.6",
        "application/x-ndjson, */*",
        "*/*;q=0.1, application/x-ndjson",
        "text/event-stream;q=0, */*",
        "application/x-ndjson;q=1.000,text/event-stream;q=0.999"
      })
  void whoWantsLinesGetsLines(String accept) {
    assertEquals(EventForm.LINES, EventForm.of(accept, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",;,q=1",
        "*/*",
        "text/event-stream",
        "text/event-stream, application/x-ndjson",
        "application/x-ndjson;q=0",
        "application/x-ndjson;q=0, text/html",
        "application/x-ndjson;q=0.5, text/event-stream",
        "application/json, text/plain, */*",
        "application/x-ndjson-other"
      })
  void whoDoesNotGetsEvents(String accept) {
    assertEquals(EventForm.EVENTS, EventForm.of(accept, false));
    assertEquals(EventForm.NAMED_EVENTS, EventForm.of(accept, true));
  }
}
