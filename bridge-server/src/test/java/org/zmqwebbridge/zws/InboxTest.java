package org.zmqwebbridge.zws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.RequestBudget;

/** What a client has sent goes on in order, as its socket takes it, and gives back what it took. */
class InboxTest {
  private final ByteBudget inAll = new ByteBudget(1_000);
  private final RequestBudget budget = new RequestBudget(1, 1_000, inAll, () -> {});
  private final AtomicInteger room = new AtomicInteger();
  private final Inbox inbox = new Inbox(10, room::incrementAndGet);
  private final List<Integer> taken = new ArrayList<>();
  private int mayTake;
  private Runnable whileTaking = () -> {};

  private final Inbox.Taker taker =
      new Inbox.Taker() {
        @Override
        public boolean tryBegin() {
          return mayTake > 0 && mayTake-- > 0;
        }

        @Override
        public void take(List<byte[]> parts, Charge charge) {
          taken.add((int) parts.get(0)[0]);
          charge.end();
          whileTaking.run();
        }
      };

  private boolean put(int number) {
    List<byte[]> parts = List.of(new byte[] {(byte) number});
    return inbox.put(new Inbox.Message(parts, 4, budget.tryBeginMessage(4)));
  }

  @Test
  void whatItsSocketDoesNotTakeWaitsInOrder() {
    inbox.begin();
    assertTrue(inbox.isWaiting());
    put(1);
    put(2);
    mayTake = 1;
    inbox.open(taker);
    assertEquals(List.of(1), taken);
    assertTrue(inbox.isWaiting());
    assertEquals(0, room.get());
    mayTake = 2;
    inbox.goOn();
    put(3);
    assertEquals(List.of(1, 2, 3), taken);
    assertFalse(inbox.isWaiting());
    assertEquals(1, room.get());
    assertEquals(0, inAll.taken());
  }

  @Test
  void oneThatFailsAtOnceAndMakesRoomDoesNotOvertake() {
    whileTaking = inbox::goOn;
    for (int i = 1; i <= 3; i++) {
      put(i);
    }
    mayTake = 3;
    inbox.open(taker);
    assertEquals(List.of(1, 2, 3), taken);
  }

  @Test
  void moreThanMayWaitIsRefusedAndCostsNothing() {
    assertTrue(put(1) && put(2) && put(3));
    assertFalse(put(4));
    assertEquals(12, inAll.taken());
    inbox.end();
    assertEquals(0, inAll.taken());
    assertTrue(put(5)); // it has ended: there is nothing to be told
    assertEquals(0, inAll.taken());
  }

  @Test
  void whatWasSentBeforeItsClientLeftGoesOnWithoutCredit() {
    AtomicInteger ended = new AtomicInteger();
    put(1);
    put(2);
    assertTrue(inbox.endAfterHeld(ended::incrementAndGet));
    assertEquals(0, ended.get());
    inbox.open(taker);
    assertEquals(List.of(1, 2), taken);
    assertEquals(1, ended.get());
    assertFalse(new Inbox(10, () -> {}).endAfterHeld(ended::incrementAndGet));
  }
}
