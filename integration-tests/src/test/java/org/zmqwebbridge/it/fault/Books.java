package org.zmqwebbridge.it.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/**
 * What everybody in a scenario asked, what came of it, and what should not have happened.
 *
 * <p>Owner thread: none; the one that asks or reads writes.
 */
final class Books {
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private volatile boolean garbled;

  /** From now on bits may be flipped, by what is no fault of the bridge. */
  void expectGarbled() {
    garbled = true;
  }

  boolean mayBeGarbled() {
    return garbled;
  }

  /** Opens an account for a request. */
  Call open(String nonce) {
    Call call = new Call(nonce);
    calls.add(call);
    return call;
  }

  /** Notes what the bridge should not have done. */
  void violated(String what) {
    violations.add(what);
  }

  /** Waits until every request has its outcome, and checks that nothing was wrong. */
  void settle() {
    Await.await(
        "an outcome of "
            + calls.stream().filter(call -> !call.outcome().isDone()).toList()
            + "; and what was wrong: "
            + violations,
        () -> calls.stream().allMatch(call -> call.outcome().isDone()));
    assertEquals(List.of(), List.copyOf(violations));
  }

  /** The bridge's own sums agree: what began has ended, once. */
  static void balance(TestBridge bridge) {
    Await.await(
        "the bridge's books to balance: " + bridge,
        () -> count(bridge, Counter.REQUESTS) == ended(bridge) && asksEnded(bridge));
  }

  private static long ended(TestBridge bridge) {
    return count(bridge, Counter.REPLIES)
        + count(bridge, Counter.REQUESTS_TIMED_OUT)
        + count(bridge, Counter.REQUESTS_GATEWAY_LOST)
        + count(bridge, Counter.REQUESTS_REPLY_TOO_LARGE)
        + count(bridge, Counter.REQUESTS_ABANDONED);
  }

  private static boolean asksEnded(TestBridge bridge) {
    return count(bridge, Counter.ASKS)
        == count(bridge, Counter.ASKS_ANSWERED)
            + count(bridge, Counter.ASKS_PAGE_LEFT)
            + count(bridge, Counter.ASKS_TIMED_OUT);
  }

  private static long count(TestBridge bridge, Counter counter) {
    return bridge.count(counter);
  }

  /** How many requests ended in what. */
  Map<String, Long> tally() {
    return calls.stream()
        .collect(
            Collectors.groupingBy(
                call -> call.outcome().join().what(), TreeMap::new, Collectors.counting()));
  }

  /** How long the slowest request took that the bridge gave an outcome. */
  long slowestMillis() {
    return calls.stream()
        .filter(call -> !call.outcome().join().what().equals(Outcome.CUT_OFF))
        .mapToLong(Call::tookMillis)
        .max()
        .orElse(0);
  }
}
