package org.zmqwebbridge.gateway;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** How many messages a page wants to be sent. */
final class CreditTest {
  @Test
  void itIsUsedUpAndGivenAgain() {
    Credit credit = new Credit(1);
    assertTrue(credit.isLeft());
    credit.spend();
    assertFalse(credit.isLeft());
    assertTrue(credit.add(2));
    credit.spend();
    assertTrue(credit.isLeft());
  }

  @Test
  void moreThanTheMostIsTooMuch() {
    assertTrue(new Credit(0).add(Credit.MOST));
    assertFalse(new Credit(1).add(Credit.MOST));
  }

  @Test
  void whereThereIsNoBoundMoreChangesNothing() {
    Credit credit = new Credit(Credit.UNBOUNDED);
    credit.spend();
    assertTrue(credit.isLeft());
    assertTrue(credit.add(Credit.MOST));
    assertTrue(credit.add(Credit.MOST));
  }
}
