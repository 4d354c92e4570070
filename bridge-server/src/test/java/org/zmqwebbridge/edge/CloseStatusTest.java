package org.zmqwebbridge.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CloseStatusTest {
  @Test
  void aCodeIsFrom1000To4999() {
    assertEquals(1000, new CloseStatus(1000, "").code());
    assertEquals(4999, new CloseStatus(4999, "").code());
    assertThrows(IllegalArgumentException.class, () -> new CloseStatus(999, ""));
    assertThrows(IllegalArgumentException.class, () -> new CloseStatus(5000, ""));
  }

  @Test
  void aTextHasAtMost123BytesOfUtf8() {
    assertEquals("x".repeat(123), new CloseStatus(1000, "x".repeat(123)).text());
    assertThrows(IllegalArgumentException.class, () -> new CloseStatus(1000, "x".repeat(124)));
    assertThrows(IllegalArgumentException.class, () -> new CloseStatus(1000, "µ".repeat(62)));
  }

  @Test
  void everyReasonHasRoomForTheLargestNumberOfAConnection() {
    for (CloseReason reason : CloseReason.values()) {
      assertTrue(CloseStatus.isTransmittable(reason.status().code()), reason.name());
      String text = reason.status(Long.MAX_VALUE).text();
      assertTrue(text.endsWith(" (connection 9223372036854775807)"), text);
    }
  }

  @Test
  void aCodeThatOnlySaysHowAConnectionEndedIsNotSent() {
    for (int code : new int[] {1004, 1005, 1006, 1015, 1016, 2000, 2999, 5000}) {
      assertFalse(CloseStatus.isTransmittable(code), () -> "code " + code);
    }
    for (int code : new int[] {1000, 1003, 1007, 1014, 3000, 4999}) {
      assertTrue(CloseStatus.isTransmittable(code), () -> "code " + code);
    }
  }
}
