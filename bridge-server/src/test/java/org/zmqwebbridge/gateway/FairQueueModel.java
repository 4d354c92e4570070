package org.zmqwebbridge.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.zmqwebbridge.fuzz.Choices;
import org.zmqwebbridge.observe.Counters;

/**
 * A queue of four connections beside an account of their requests: whatever happens, each that has
 * not ended is sent once, in its connection's order.
 *
 * <p>Owner thread: the test's.
 */
final class FairQueueModel {
  private static final int CONNECTIONS = 4;
  private static final int MANY_PERIODS = 25; // more than any rule of the queue remembers

  /** What one seat asked, and what of it the service saw. */
  private static final class Account {
    private final List<PendingRequest> asked = new ArrayList<>();
    private final List<PendingRequest> sent = new ArrayList<>();
  }

  private final Members members;
  private final Requests requests = new Requests();
  private final FairQueue queue;
  private final Map<CallerSeat, Account> accounts = new LinkedHashMap<>();
  private final List<PendingRequest> open = new ArrayList<>();

  FairQueueModel(Members members, int leastShare) {
    this.members = members;
    this.queue = new FairQueue(leastShare, new Counters());
    for (int i = 0; i < CONNECTIONS; i++) {
      join();
    }
  }

  private void join() {
    CallerSeat seat = members.caller();
    seat.seat(queue.join(seat.member().connectionId()));
    accounts.put(seat, new Account());
  }

  void play(Choices choices) {
    while (choices.hasMore()) {
      step(choices);
    }
    int quiet = 0;
    while (quiet < MANY_PERIODS) {
      long before = sent();
      send(request -> true);
      queue.nextPeriod();
      quiet = sent() == before ? quiet + 1 : 0;
    }
    assertTrue(queue.isEmpty());
    accounts.forEach(FairQueueModel::compare);
  }

  private void step(Choices choices) {
    CallerSeat seat = List.copyOf(accounts.keySet()).get(choices.below(CONNECTIONS));
    switch (choices.below(9)) {
      case 0, 1, 2 -> ask(seat);
      case 3, 4 -> send(request -> true);
      case 5 -> send(request -> choices.yes());
      case 6 -> {
        if (!open.isEmpty()) {
          end(open.remove(choices.below(open.size())));
        }
      }
      case 7 -> replace(seat);
      default -> queue.nextPeriod();
    }
  }

  private void ask(CallerSeat seat) {
    PendingRequest request = requests.of(seat);
    accounts.get(seat).asked.add(request);
    open.add(request);
    queue.add(request);
  }

  private void send(Predicate<PendingRequest> taken) {
    boolean refused =
        queue.send(
            request -> {
              assertFalse(request.hasEnded() || request.isSent());
              return taken.test(request) && accounts.get(request.seat()).sent.add(request);
            });
    assertTrue(!refused || !queue.isEmpty(), "what was refused is lost");
  }

  private void end(PendingRequest request) {
    request.end();
    queue.ended(request);
  }

  /** A connection leaves, its requests end, and another one comes. */
  private void replace(CallerSeat seat) {
    open.removeIf(
        request -> {
          boolean its = request.seat() == seat;
          if (its) {
            end(request);
          }
          return its;
        });
    queue.leave(seat.member().connectionId(), seat.lane());
    seat.retire();
    compare(seat, accounts.remove(seat));
    join();
  }

  private long sent() {
    return accounts.values().stream().mapToLong(account -> account.sent.size()).sum();
  }

  private static void compare(CallerSeat seat, Account account) {
    List<PendingRequest> expected = new ArrayList<>(account.asked);
    expected.removeIf(request -> request.hasEnded() && !account.sent.contains(request));
    assertEquals(expected, account.sent, () -> "of " + seat);
  }
}
