package org.zmqwebbridge.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.zmqwebbridge.virtualsocket.VirtualSocketLimits;

/** How many messages a page may send. */
final class SendWindowTest {
  private static final int LARGEST = 1 << 20;

  /** 2 MiB may be on their way, and 256 messages. */
  private static final GatewayLimits LIMITS = VirtualSocketLimits.DEFAULTS.gateway();

  @Test
  void atFirstMessagesAreExpectedToBeOfTheLargestSize() {
    SendWindow window = new SendWindow();
    assertEquals(2, window.open(1, LIMITS));
    assertTrue(window.trySpend());
    assertTrue(window.trySpend());
    assertFalse(window.trySpend());
  }

  @Test
  void smallMessagesWidenItAsFarAsItGoes() {
    SendWindow window = new SendWindow();
    int left = window.open(1, LIMITS);
    for (int message = 0; message < 1000; message++) {
      assertTrue(left > 0, "no credit after " + message + " messages");
      assertTrue(window.trySpend());
      left += window.ended(100, 1, LIMITS) - 1;
      assertTrue(left <= 256, "a credit of " + left);
    }
    assertTrue(left > 128, "only " + left);
  }

  @Test
  void aLargeMessageNarrowsItAndWhatWasGivenStays() {
    SendWindow window = new SendWindow();
    int left = window.open(1, LIMITS);
    for (int message = 0; message < 100; message++) {
      assertTrue(window.trySpend());
      left += window.ended(100, 1, LIMITS) - 1;
    }
    while (left > 2) {
      assertTrue(window.trySpend());
      left--;
      assertEquals(0, window.ended(LARGEST, 1, LIMITS));
    }
    assertTrue(window.trySpend());
    assertEquals(1, window.ended(LARGEST, 1, LIMITS));
  }

  @Test
  void theSocketsOfOneConnectionShareIt() {
    SendWindow window = new SendWindow();
    assertEquals(1, window.open(2, LIMITS));
    assertTrue(window.trySpend());
    assertEquals(1, window.ended(LARGEST, 128, LIMITS)); // each has one at least
  }
}
