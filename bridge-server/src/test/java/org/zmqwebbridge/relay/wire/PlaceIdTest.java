package org.zmqwebbridge.relay.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlaceIdTest {
  /** As nchan 1.3.6 sent them. */
  @Test
  void idsOfSeveralChannelsAreAsNchanHasThem() {
    PlaceId first = PlaceId.start(2).after(0, 7, 0);
    assertEquals("7:[0],-", first.toString());
    PlaceId second = first.after(1, 7, 0);
    assertEquals("7:0,[0]", second.toString());
    assertEquals("7:[1],0", second.after(0, 7, 1).toString());
    assertEquals("8:-,[0]", second.after(1, 8, 0).toString());
    assertEquals("7:3", PlaceId.start(1).after(0, 7, 3).toString());
  }

  @Test
  void aChannelThatLagsDoesNotMoveThePlaceBack() {
    PlaceId place = PlaceId.start(2).after(0, 8, 0);
    assertEquals("8:[0],-", place.after(1, 7, 5).toString());
  }

  @Test
  void whatWasWrittenIsRead() {
    for (String id : new String[] {"7:[0],-", "7:0,[0]", "0:-,-", "999999999999:[2147483647],1"}) {
      assertEquals(id, PlaceId.parse(id, 2).orElseThrow().toString());
    }
    assertEquals(4, PlaceId.parse("7:4", 1).orElseThrow().tag(0));
    assertEquals("7:4", PlaceId.parse("7:[4]", 1).orElseThrow().toString());
    assertEquals(
        Optional.of("7:0,1"), PlaceId.parse("7:0,1", 2).map(PlaceId::toString), "no brackets");
  }

  @Test
  void whatIsNoneIsRefused() {
    for (String text :
        new String[] {
          "",
          ":",
          "7",
          "7:",
          ":0,0",
          "7:0",
          "7:0,0,0",
          "7:0,",
          "7:,0",
          "7:[],0",
          "7:[0,0]",
          "x:0,0",
          "-1:0,0",
          "7:-1,0",
          "7:--,0",
          "7:2147483648,0",
          "1000000000000:0,0",
          "7:0, 0",
          "7:[0],0 ",
          "7:" + "0".repeat(10_000) + ",0"
        }) {
      assertTrue(PlaceId.parse(text, 2).isEmpty(), text);
    }
  }
}
