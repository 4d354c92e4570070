package org.zmqwebbridge.virtualsocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.virtualsocket.SocketTable.Fate;
import org.zmqwebbridge.virtualsocket.SocketTable.Refusal;
import org.zmqwebbridge.virtualsocket.wire.ConnectError;

final class SocketTableTest {
  private static final byte[] CONTENT = {'x'};

  private final Members members = new Members();
  private final ByteBudget all = new ByteBudget(Long.MAX_VALUE);
  private final SocketTable table =
      new SocketTable(
          VirtualSocketLimits.DEFAULTS,
          new RequestBudget(VirtualSocketLimits.DEFAULTS, all, () -> {}));

  private VirtualSocket claimed() {
    VirtualSocket socket = members.join("a", "").socket();
    assertEquals(Optional.empty(), table.claim(socket));
    return socket;
  }

  @Test
  void messagesGoOnWaitingUntilTheRefusalHasBeenTold() {
    VirtualSocket socket = claimed();
    assertEquals(Fate.HELD, table.pass("a", CONTENT).fate());
    Refusal refusal = table.beginRefusal(socket).orElseThrow();
    assertEquals(Fate.HELD, table.pass("a", CONTENT).fate());
    assertEquals(2, table.endRefusal(refusal));
    assertEquals(Fate.UNKNOWN, table.pass("a", CONTENT).fate());
  }

  @Test
  void aPageThatHasJustBeenToldMayClaimItsIdentityAgain() {
    VirtualSocket socket = claimed();
    assertEquals(Optional.of(ConnectError.IN_USE), table.claim(members.join("a", "").socket()));
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
}
