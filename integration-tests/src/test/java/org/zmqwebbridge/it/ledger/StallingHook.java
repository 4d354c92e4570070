package org.zmqwebbridge.it.ledger;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.ZmqRequest;

/**
 * A hook that now and then answers late, never, or holds its thread until it is too late.
 *
 * <p>Owner thread: none.
 */
final class StallingHook extends Authorizer {
  private static final int NEVER = 101;
  private static final int LATER = 53;
  private static final int BLOCKS = 211;
  private static final int LATER_MILLIS = 50;

  private final AtomicLong asked = new AtomicLong();
  private final AtomicLong stalls = new AtomicLong();
  private final CountDownLatch never = new CountDownLatch(1);

  @Override
  public Decision zmqAllowed(ZmqRequest request) {
    long number = asked.incrementAndGet();
    if (number % NEVER == 0) {
      stalls.incrementAndGet();
      return Decision.later(new CompletableFuture<>());
    }
    if (number % BLOCKS == 0) {
      stalls.incrementAndGet();
      return blocked();
    }
    if (number % LATER == 0) {
      return Decision.later(
          CompletableFuture.supplyAsync(
              () -> Decision.ALLOW,
              CompletableFuture.delayedExecutor(LATER_MILLIS, TimeUnit.MILLISECONDS)));
    }
    return Decision.ALLOW;
  }

  private Decision blocked() {
    try {
      never.await(2 * Trial.HOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    return Decision.ALLOW; // too late
  }

  /** How often it let its deadline pass. */
  long stalls() {
    return stalls.get();
  }
}
