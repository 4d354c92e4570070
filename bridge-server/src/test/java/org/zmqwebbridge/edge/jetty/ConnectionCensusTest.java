package org.zmqwebbridge.edge.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConnectionCensusTest {
  private static boolean enters(ConnectionCensus census, InetAddress address) {
    if (!census.tryEnter()) {
      return false;
    }
    if (!census.tryEnter(address)) {
      census.leave();
      return false;
    }
    return true;
  }

  private static void leaves(ConnectionCensus census, InetAddress address) {
    census.leave(address);
    census.leave();
  }

  private static InetAddress address(int last) throws Exception {
    return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
  }

  @Test
  void noMoreThanTheLimitComeIn() throws Exception {
    ConnectionCensus census = new ConnectionCensus(2, 0);
    assertTrue(enters(census, address(1)));
    assertTrue(enters(census, address(1)));
    assertFalse(enters(census, address(2)));
    assertEquals(2, census.size());
    leaves(census, address(1));
    assertTrue(enters(census, address(2)));
    assertEquals(2, census.size());
  }

  @Test
  void oneAddressDoesNotTakeAnothersPlaces() throws Exception {
    ConnectionCensus census = new ConnectionCensus(10, 2);
    assertTrue(enters(census, address(1)));
    assertTrue(enters(census, address(1)));
    assertFalse(enters(census, address(1)));
    assertFalse(enters(census, address(1)));
    assertTrue(enters(census, address(2)));
    assertEquals(3, census.size());
    leaves(census, address(1));
    assertTrue(enters(census, address(1)));
    assertFalse(enters(census, address(1)));
  }

  @Test
  void ofIpv6ANetworkIsOneAddress() throws Exception {
    ConnectionCensus census = new ConnectionCensus(10, 2);
    assertTrue(enters(census, InetAddress.getByName("2001:db8:0:1::1")));
    assertTrue(enters(census, InetAddress.getByName("2001:db8:0:1:ffff::2")));
    assertFalse(enters(census, InetAddress.getByName("2001:db8:0:1::3")));
    assertTrue(enters(census, InetAddress.getByName("2001:db8:0:2::1")));
    leaves(census, InetAddress.getByName("2001:db8:0:1:ffff::2"));
    assertTrue(enters(census, InetAddress.getByName("2001:db8:0:1::3")));
  }

  @Test
  void manyThreadsNeverGetMoreThanTheLimitAndLeaveNothing() throws Exception {
    ConnectionCensus census = new ConnectionCensus(5, 3);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        InetAddress mine = address(i % 2);
        all.add(
            threads.submit(
                () -> {
                  for (int turn = 0; turn < 20_000; turn++) {
                    if (enters(census, mine)) {
                      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                      inside.decrementAndGet();
                      leaves(census, mine);
                    }
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(0, census.size());
    assertTrue(most.get() >= 1 && most.get() <= 5, "most: " + most);
    for (int i = 0; i < 3; i++) {
      assertTrue(enters(census, address(1)));
    }
    assertFalse(enters(census, address(1)));
  }
}
