package org.zmqwebbridge.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PendingRequestsTest {
  private final Members members = new Members();
  private final Requests requests = new Requests();
  private final CallerSeat seat = members.caller();
  private final CallerSeat other = members.caller(); // on another connection
  private final PendingRequests pending = new PendingRequests(0x5ec2e7, 100);

  private byte[] ask(CallerSeat asker) {
    return requests.addTo(pending, asker).route().clone();
  }

  /** As the service that it was sent to answers: these are sent to none. */
  private PendingRequest take(byte[] route) {
    return pending.take(route, null);
  }

  @Test
  void aRouteFindsItsRequestOnce() {
    byte[] route = ask(seat);
    byte[] theirs = ask(other);
    assertEquals(PendingRequests.ROUTE_BYTES, route.length);
    PendingRequest found = take(route);
    assertSame(seat, found.seat());
    assertTrue(found.hasEnded());
    assertNull(take(route));
    assertSame(other, take(theirs).seat());
    assertEquals(0, pending.size());
  }

  @Test
  void aRouteWithAnyBitChangedFindsNothing() {
    byte[] route = ask(seat);
    ask(other);
    for (int bit = 0; bit < 8 * route.length; bit++) {
      byte[] changed = route.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertNull(take(changed), "bit " + bit);
    }
    assertNotNull(take(route));
  }

  @Test
  void aRouteOfAnotherLengthFindsNothing() {
    byte[] route = ask(seat);
    for (int length = 0; length < route.length; length++) {
      assertNull(take(Arrays.copyOf(route, length)));
    }
    assertNull(take(Arrays.copyOf(route, route.length + 1)));
    assertNotNull(take(route));
  }

  @Test
  void aReusedSlotIsNotFoundByItsFormerRoute() {
    byte[] former = ask(seat);
    take(former);
    byte[] latter = ask(seat);
    assertTrue(Arrays.equals(former, 20, 24, latter, 20, 24), "the same slot");
    assertFalse(Arrays.equals(former, latter));
    assertNull(take(former));
    assertNotNull(take(latter));
  }

  @Test
  void anotherGatewaysRouteFindsNothing() {
    PendingRequests elsewhere = new PendingRequests(0x5ec2e8, 100);
    byte[] theirs = requests.addTo(elsewhere, seat).route();
    ask(seat);
    assertNull(take(theirs));
    assertEquals(1, pending.size());
  }

  @Test
  void aReplyThatHoldsTheRouteOfAnotherIsTold() {
    byte[] route = ask(seat);
    byte[] theirs = ask(other);
    byte[] part = {1};
    byte[] nothing = {};
    assertFalse(pending.areSeveral(List.of(route, nothing, part, new byte[route.length])));
    assertFalse(pending.areSeveral(List.of(route, nothing, route)), "its own, as an echo has it");
    assertTrue(pending.areSeveral(List.of(route, nothing, part, theirs, nothing, part)));
    assertTrue(pending.areSeveral(List.of(route, theirs)));
    take(theirs);
    assertTrue(pending.areSeveral(List.of(route, nothing, part, theirs)), "also when it has ended");
    assertNotNull(take(route));
  }

  @Test
  void noMoreThanTheLimitAreInFlightAndAnEndMakesRoom() {
    List<byte[]> routes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      routes.add(ask(seat));
    }
    assertNull(requests.addTo(pending, seat));
    assertEquals(100, pending.size());
    assertNotNull(take(routes.get(57)));
    assertNotNull(requests.addTo(pending, seat));
    assertNull(requests.addTo(pending, seat));
  }

  @Test
  void allThatMatchAreTakenAndNoOther() {
    List<byte[]> mine = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      mine.add(ask(seat));
      ask(other);
    }
    List<PendingRequest> taken = new ArrayList<>();
    pending.takeIf(request -> request.seat() == other, taken::add);
    assertEquals(20, taken.size());
    assertTrue(taken.stream().allMatch(PendingRequest::hasEnded));
    assertEquals(20, pending.size());
    mine.forEach(route -> assertNotNull(take(route)));
  }

  @Test
  void aTakerMayAskAgain() {
    ask(seat);
    ask(other);
    List<byte[]> again = new ArrayList<>();
    pending.takeIf(request -> request.seat() == seat, request -> again.add(ask(other)));
    assertEquals(2, pending.size());
    assertNotNull(take(again.get(0)));
  }

  static long[] seeds() {
    return new Random().longs(10).toArray();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyRequestEndsOnceWhateverTheOrder(long seed) {
    Random random = new Random(seed);
    Map<String, PendingRequest> open = new HashMap<>();
    List<byte[]> everSeen = new ArrayList<>();
    Set<String> distinct = new HashSet<>();
    for (int i = 0; i < 5_000; i++) {
      if (random.nextInt(100) < 52) {
        PendingRequest request = requests.addTo(pending, random.nextBoolean() ? seat : other);
        assertEquals(open.size() < 100, request != null);
        if (request != null) {
          String route = HexFormat.of().formatHex(request.route());
          assertTrue(distinct.add(route), "a route is used again");
          open.put(route, request);
          everSeen.add(request.route().clone());
        }
      } else if (!everSeen.isEmpty()) {
        byte[] route = everSeen.get(random.nextInt(everSeen.size()));
        assertSame(open.remove(HexFormat.of().formatHex(route)), take(route));
      }
      assertEquals(open.size(), pending.size());
      assertEquals(open.size(), requests.open(), "each gives back what it took, once");
    }
  }
}
