package org.zmqwebbridge.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zmqwebbridge.fuzz.Choices;

/** A service that answers with any route at all gets no request but the one that it names. */
class PendingRequestsFuzzTest {
  private static final int LIMIT = 20;

  private final Members members = new Members();
  private final Requests requests = new Requests();
  private final List<CallerSeat> seats = List.of(members.caller(), members.caller());

  @FuzzTest
  void take(byte[] bytes) {
    Choices choices = new Choices(bytes);
    PendingRequests pending = new PendingRequests(0x5ec2e7, LIMIT);
    Map<ByteBuffer, PendingRequest> open = new HashMap<>();
    List<byte[]> seen = new ArrayList<>();
    Set<ByteBuffer> distinct = new HashSet<>();
    while (choices.hasMore()) {
      switch (choices.below(4)) {
        case 0, 1 -> {
          PendingRequest request = requests.addTo(pending, seats.get(choices.below(2)));
          assertEquals(open.size() < LIMIT, request != null);
          if (request != null) {
            byte[] route = request.route().clone();
            assertTrue(distinct.add(ByteBuffer.wrap(route)), "a route is used again");
            open.put(ByteBuffer.wrap(route), request);
            seen.add(route);
          }
        }
        case 2 -> {
          byte[] route = route(choices, seen);
          assertSame(open.remove(ByteBuffer.wrap(route)), pending.take(route, null));
        }
        default -> leave(pending, open, seats.get(choices.below(2)));
      }
      assertEquals(open.size(), pending.size());
      assertEquals(open.size(), requests.open(), "each gives back what it took, once");
    }
    seats.forEach(seat -> leave(pending, open, seat));
    assertEquals(0, pending.size());
  }

  /** One that was true once, changed or not, or anything. */
  private static byte[] route(Choices choices, List<byte[]> seen) {
    if (seen.isEmpty() || choices.below(8) == 7) {
      return choices.bytes(40);
    }
    byte[] route = seen.get(choices.below(seen.size())).clone();
    for (int changes = choices.below(3); changes > 0; changes--) {
      route[choices.below(route.length)] = (byte) choices.below(256);
    }
    return route;
  }

  private static void leave(
      PendingRequests pending, Map<ByteBuffer, PendingRequest> open, CallerSeat seat) {
    int before = pending.size();
    List<PendingRequest> taken = new ArrayList<>();
    pending.takeIf(request -> request.seat() == seat, taken::add);
    assertEquals(before - taken.size(), pending.size());
    Set<PendingRequest> expected = new HashSet<>(open.values());
    expected.removeIf(request -> request.seat() != seat);
    assertEquals(expected, new HashSet<>(taken));
    open.values().removeAll(expected);
  }
}
