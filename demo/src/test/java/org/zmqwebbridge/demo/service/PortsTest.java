package org.zmqwebbridge.demo.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void nothingIsFoundTwiceSinceTheFirstMayNotBeInUseYet() {
    Set<String> found = new HashSet<>();
    for (int i = 1; i <= 100; i++) {
      found.addAll(Ports.freeAddresses(10));
      assertEquals(10 * i, found.size());
    }
  }

  @Test
  void theyAreBelowThoseOfOutgoingConnections() {
    for (String address : Ports.freeAddresses(20)) {
      int port = Ports.of(address);
      assertTrue(port >= 25_000 && port < 32_000, address);
    }
  }
}
