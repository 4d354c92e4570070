package org.zmqwebbridge.virtualsocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.gateway.JoinError;
import org.zmqwebbridge.gateway.RequestBudget;
import org.zmqwebbridge.virtualsocket.SocketTable.Fate;
import org.zmqwebbridge.virtualsocket.SocketTable.Refusal;

final class SocketTableTest {
  private static final byte[] CONTENT = {'x'};

  private final Sockets sockets = new Sockets();
  private final ByteBudget all = new ByteBudget(Long.MAX_VALUE);
  private final SocketTable table =
      new SocketTable(VirtualSocketLimits.DEFAULTS, new RequestBudget(100, 1 << 20, all, () -> {}));

  private VirtualSocket claimed() {
    VirtualSocket socket = sockets.open("a");
    assertEquals(Optional.empty(), table.claim(socket));
    return socket;
  }

  @Test
  void messagesGoOnWaitingUntilTheRefusalHasBeenTold() {
    VirtualSocket socket = claimed();
    assertEquals(Fate.HELD, table.pass("a", CONTENT).fate());
    Refusal refusal = table.beginRefusal(socket).orElseThrow();
    assertEquals(Fate.HELD, table.pass("a", CONTENT).fate());
    assertEquals(2, all.taken());
    assertEquals(2, table.endRefusal(refusal));
    assertEquals(0, all.taken(), "what was held has given back what it took");
    assertEquals(Fate.UNKNOWN, table.pass("a", CONTENT).fate());
  }

  @Test
  void aPageThatHasJustBeenToldMayClaimItsIdentityAgain() {
    VirtualSocket socket = claimed();
    assertEquals(Optional.of(JoinError.IN_USE), table.claim(sockets.open("a")));
    Refusal refusal = table.beginRefusal(socket).orElseThrow();
    VirtualSocket next = claimed();
    assertEquals(Fate.HELD, table.pass("a", CONTENT).fate());
    assertEquals(0, table.endRefusal(refusal));
    Refusal second = table.beginRefusal(next).orElseThrow();
    assertEquals(1, table.endRefusal(second));
  }

  @Test
  void aSocketWhoseConnectionHasEndedIsNotRefused() {
    VirtualSocket socket = claimed();
    assertTrue(table.end().isEmpty());
    assertTrue(table.beginRefusal(socket).isEmpty());
  }

  @Test
  void whatIsHeldIsPassedOnInOrderWithWhatItTakesAndThenWhatThereWasNoRoomFor() {
    SocketTable small =
        new SocketTable(VirtualSocketLimits.DEFAULTS, new RequestBudget(2, 1 << 20, all, () -> {}));
    VirtualSocket socket = sockets.open("a");
    assertEquals(Optional.empty(), small.claim(socket));
    small.pass("a", CONTENT);
    small.pass("a", null);
    small.pass("a", CONTENT);
    List<Held> passed = new ArrayList<>();
    small.allow(socket, () -> assertTrue(passed.isEmpty(), "first the socket"), passed::add);
    assertEquals(3, passed.size());
    assertSame(CONTENT, assertInstanceOf(Held.Message.class, passed.get(0)).content());
    assertNull(assertInstanceOf(Held.Message.class, passed.get(1)).content());
    assertInstanceOf(Held.Overflowed.class, passed.get(2));
    assertEquals(1, all.taken());
    assertEquals(Fate.OPEN, small.pass("a", CONTENT).fate());
  }
}
