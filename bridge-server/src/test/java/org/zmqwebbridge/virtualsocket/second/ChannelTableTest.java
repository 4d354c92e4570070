package org.zmqwebbridge.virtualsocket.second;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.gateway.RequestBudget;
import org.zmqwebbridge.gateway.Seat;
import org.zmqwebbridge.virtualsocket.second.ChannelTable.Ending;
import org.zmqwebbridge.virtualsocket.second.ChannelTable.Fate;
import org.zmqwebbridge.virtualsocket.second.wire.ClientControl;
import org.zmqwebbridge.virtualsocket.second.wire.WireError;
import org.zmqwebbridge.virtualsocket.second.wire.WireLimits;
import org.zmqwebbridge.virtualsocket.second.wire.Wishes;

/** What becomes of frames and numbers while channels open and end. */
class ChannelTableTest {
  private static final int MAX_CHANNELS = 2;
  private static final int MAX_HELD = 2;

  private final ByteBudget bytes = new ByteBudget(100);
  private final ChannelTable table =
      new ChannelTable(
          new SessionLimits(
              new WireLimits(100, 4, 100, MAX_CHANNELS, 10, 10, 10),
              MAX_HELD,
              100,
              16,
              10,
              100,
              15_000),
          new RequestBudget(10, 100, bytes, () -> {}));
  private final List<String> delivered = new ArrayList<>();

  private static Channel channel(long number) {
    ClientControl.Open frame =
        new ClientControl.Open(
            number, "REQ", "echo", -1, List.of(), Wishes.NONE, "", "", false, Map.of());
    return new Channel(null, new Channel.Opening(1, frame, null)) {
      @Override
      boolean allow(Grant grant) {
        return true;
      }

      @Override
      Seat seat() {
        return null;
      }
    };
  }

  private Channel claimed(long number) {
    Channel channel = channel(number);
    assertEquals(Optional.empty(), table.claim(channel));
    return channel;
  }

  private Fate pass(long number, String frame) {
    return table
        .pass(
            number,
            (channel, charge) -> {
              Channel.end(charge);
              delivered.add(frame);
            },
            30)
        .fate();
  }

  @Test
  void whatIsHeldIsHandedOverInOrderAndThenNothingIsHeld() {
    Channel channel = claimed(1);
    assertEquals(Fate.HELD, pass(1, "one"));
    assertEquals(Fate.HELD, pass(1, "two"));
    assertEquals(Fate.OVERFLOWED, pass(1, "one too many"));
    assertTrue(table.mayJoin(channel));
    table.open(channel);
    assertEquals(List.of("one", "two"), delivered);
    assertEquals(Fate.OPEN, pass(1, "three"));
    assertEquals(0, bytes.taken());
  }

  @Test
  void whatComesWhileItIsHandedOverWaitsItsTurn() {
    Channel channel = claimed(1);
    table.pass(
        1,
        (to, charge) -> {
          Channel.end(charge);
          assertEquals(Fate.HELD, pass(1, "newer"));
          delivered.add("older");
        },
        30);
    table.open(channel);
    assertEquals(List.of("older", "newer"), delivered);
  }

  @Test
  void anEndThatWaitsComesAfterWhatIsHeldAndNothingComesAfterIt() {
    Channel channel = claimed(1);
    assertFalse(table.endAfterHeld(channel, (to, charge) -> delivered.add("no end")), "none held");
    assertEquals(Fate.HELD, pass(1, "last words"));
    assertTrue(table.endAfterHeld(channel, (to, charge) -> delivered.add("end")));
    assertTrue(table.endAfterHeld(channel, (to, charge) -> delivered.add("second end")));
    assertEquals(Fate.UNKNOWN, pass(1, "too late"));
    assertEquals(Optional.empty(), table.find(1));
    assertEquals(Optional.of(WireError.CHANNEL_IN_USE), table.claim(channel(1)));
    table.open(channel);
    assertEquals(List.of("last words", "end"), delivered);
    assertEquals(0, bytes.taken());
  }

  @Test
  void anEndThatWaitsGivesUpWhatIsHeldWhereItIsRefused() {
    Channel channel = claimed(1);
    assertEquals(Fate.HELD, pass(1, "last words"));
    assertTrue(table.endAfterHeld(channel, (to, charge) -> delivered.add("end")));
    assertTrue(table.beginEnd(channel));
    table.endEnd(channel);
    assertEquals(List.of(), delivered);
    assertEquals(0, bytes.taken());
  }

  @Test
  void aFrameWithoutAChannelIsForNobody() {
    assertEquals(Fate.UNKNOWN, pass(1, "one"));
    assertFalse(table.isTaken(1));
    assertEquals(Optional.empty(), table.find(1));
  }

  @Test
  void aNumberIsOneChannelsUntilItsPageIsTold() {
    Channel first = claimed(1);
    assertEquals(Optional.of(WireError.CHANNEL_IN_USE), table.claim(channel(1)));
    assertEquals(Ending.UNDER_WAY, table.close(first));
    assertEquals(Optional.of(WireError.CHANNEL_IN_USE), table.claim(channel(1)));
    assertTrue(table.beginEnd(first));
    assertEquals(Fate.ENDED, pass(1, "crosses"));
    Channel second = claimed(1);
    table.endEnd(first);
    assertEquals(Optional.of(second), table.find(1));
    assertFalse(table.beginEnd(first), "told once");
  }

  @Test
  void aChannelThatIsClosedWhileItsHookIsAskedNeverJoins() {
    Channel channel = claimed(1);
    assertEquals(Fate.HELD, pass(1, "one"));
    assertEquals(Ending.UNDER_WAY, table.close(channel));
    assertEquals(Ending.UNKNOWN, table.close(channel));
    assertEquals(0, bytes.taken());
    assertEquals(Fate.UNKNOWN, pass(1, "two"));
    assertFalse(table.mayJoin(channel));
    table.open(channel);
    assertEquals(List.of(), delivered);
  }

  @Test
  void aChannelThatHasAskedForItsSeatHasToLeaveIt() {
    Channel channel = claimed(1);
    assertTrue(table.mayJoin(channel));
    assertEquals(Ending.LEAVE, table.close(channel));
    assertEquals(List.of(), table.end());
  }

  @Test
  void aChannelTooManyIsALimitAndOneThatEndsMakesRoom() {
    Channel first = claimed(1);
    claimed(2);
    assertEquals(Optional.of(WireError.LIMIT), table.claim(channel(3)));
    table.beginEnd(first);
    claimed(3);
  }

  @Test
  void atTheConnectionsEndThoseWithASeatLeaveAndNothingIsHeldAnyMore() {
    Channel seated = claimed(1);
    assertTrue(table.mayJoin(seated));
    claimed(2);
    assertEquals(Fate.HELD, pass(2, "one"));
    assertEquals(List.of(seated), table.end());
    assertEquals(0, bytes.taken());
    Channel late = claimed(1);
    assertFalse(table.mayJoin(late));
  }
}
