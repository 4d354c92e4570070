package org.zmqwebbridge.virtualsocket;

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
  private static final byte[] CONTENT = {'?'};
  private static final int CONNECTIONS = 4;
  private static final int MANY_PERIODS = 25; // more than any rule of the queue remembers

  /** What one socket asked, and what of it the service saw. */
  private static final class Account {
    private final List<PendingRequest> asked = new ArrayList<>();
    private final List<PendingRequest> sent = new ArrayList<>();
  }

  private final Members members;
  private final FairQueue queue;
  private final Map<VirtualSocket, Account> accounts = new LinkedHashMap<>();
  private final List<PendingRequest> open = new ArrayList<>();

  FairQueueModel(Members members, int leastShare) {
    this.members = members;
    this.queue = new FairQueue(leastShare, new Counters());
    for (int i = 0; i < CONNECTIONS; i++) {
      join();
    }
  }

  private void join() {
    VirtualSocket socket = members.join("a", "").socket();
    socket.becomeRequester(queue.join(socket.session()));
    accounts.put(socket, new Account());
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
    VirtualSocket socket = List.copyOf(accounts.keySet()).get(choices.below(CONNECTIONS));
    switch (choices.below(9)) {
      case 0, 1, 2 -> ask(socket);
      case 3, 4 -> send(request -> true);
      case 5 -> send(request -> choices.yes());
      case 6 -> {
        if (!open.isEmpty()) {
          end(open.remove(choices.below(open.size())));
        }
      }
      case 7 -> replace(socket);
      default -> queue.nextPeriod();
    }
  }

  private void ask(VirtualSocket socket) {
    if (socket.session().budget().tryBegin(CONTENT.length)) {
      PendingRequest request = new PendingRequest(socket, CONTENT, new byte[0], 0);
      accounts.get(socket).asked.add(request);
      open.add(request);
      queue.add(request);
    }
  }

  private void send(Predicate<PendingRequest> taken) {
    boolean refused =
        queue.send(
            request -> {
              assertFalse(request.hasEnded() || request.isSent());
              return taken.test(request) && accounts.get(request.socket()).sent.add(request);
            });
    assertTrue(!refused || !queue.isEmpty(), "what was refused is lost");
  }

  private void end(PendingRequest request) {
    request.end();
    queue.ended(request);
  }

  /** A connection leaves, its requests end, and another one comes. */
  private void replace(VirtualSocket socket) {
    open.removeIf(
        request -> {
          boolean its = request.socket() == socket;
          if (its) {
            end(request);
          }
          return its;
        });
    queue.leave(socket.session(), socket.lane());
    socket.retire();
    compare(socket, accounts.remove(socket));
    join();
  }

  private long sent() {
    return accounts.values().stream().mapToLong(account -> account.sent.size()).sum();
  }

  private static void compare(VirtualSocket socket, Account account) {
    List<PendingRequest> expected = new ArrayList<>(account.asked);
    expected.removeIf(request -> request.hasEnded() && !account.sent.contains(request));
    assertEquals(expected, account.sent, () -> "of " + socket);
  }
}
