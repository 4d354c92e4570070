package org.zmqwebbridge.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A line of a routes file is a route, nothing, or refused with a reason; and read again the same.
 */
class RouteLineFuzzTest {
  @FuzzTest
  void read(byte[] bytes) {
    String line = new String(bytes, StandardCharsets.UTF_8);
    if (line.contains("client_") || line.contains("ca=")) {
      return; // these name files
    }
    try {
      Optional<GripRoute> route = RouteLine.read(line);
      assertEquals(route, RouteLine.read(line));
      if (route.isPresent()) {
        assertFalse(route.get().targets().isEmpty());
        assertEquals(route.get().targets().size(), route.get().weights().next().size());
        assertTrue(new RouteTable(route.stream().toList()).routes().contains(route.get()));
      }
    } catch (IllegalArgumentException refused) {
      assertFalse(refused.getMessage().isEmpty());
    }
  }
}
