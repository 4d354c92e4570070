package org.zmqwebbridge.auth;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * Asks the application's hooks, off the I/O threads, and fails closed: a hook that throws, answers
 * nothing, or is late denies.
 *
 * <p>Owner thread: any. Lifetime: as long as the bridge. The stages it returns complete with true
 * or false, never with a failure, on a worker's or the timer's thread.
 */
public final class Gatekeeper {
  private static final Logger log = LoggerFactory.getLogger(Gatekeeper.class);

  private final Authorizer authorizer;
  private final Executor workers;
  private final ScheduledExecutorService timer;
  private final long deadlineMillis;
  private final Counters counters;

  /**
   * @param workers runs the hooks; may refuse, which denies
   * @param timer watches the deadlines
   * @param deadlineMillis how long a hook may take, queueing included
   */
  public Gatekeeper(
      Authorizer authorizer,
      Executor workers,
      ScheduledExecutorService timer,
      long deadlineMillis,
      Counters counters) {
    this.authorizer = authorizer;
    this.workers = workers;
    this.timer = timer;
    this.deadlineMillis = deadlineMillis;
    this.counters = counters;
  }

  /** Whether this client may come in. */
  public CompletionStage<Boolean> admits(Handshake handshake) {
    return ask(handshake, () -> authorizer.websocketAllowed(handshake));
  }

  /** Whether this virtual socket may be opened. */
  public CompletionStage<Boolean> allows(ZmqRequest request) {
    return ask(request, () -> authorizer.zmqAllowed(request));
  }

  private CompletionStage<Boolean> ask(Object question, Supplier<Decision> hook) {
    if (authorizer.getClass() == Authorizer.class) {
      counters.increment(Counter.HOOK_ALLOWED);
      return CompletableFuture.completedFuture(true); // nobody has overridden anything
    }
    CompletableFuture<Decision> answer = new CompletableFuture<>();
    try {
      workers.execute(() -> run(hook, answer));
      watch(answer);
    } catch (RuntimeException refused) { // by the workers, or by the timer of a bridge that stops
      answer.completeExceptionally(refused);
    }
    return answer.handle((decision, failure) -> judge(question, decision, failure));
  }

  private void watch(CompletableFuture<Decision> answer) {
    Future<?> deadline =
        timer.schedule(
            () -> answer.completeExceptionally(new TimeoutException()),
            deadlineMillis,
            TimeUnit.MILLISECONDS);
    CompletionStage<Decision> unused =
        answer.whenComplete((decision, failure) -> deadline.cancel(false));
  }

  private void run(Supplier<Decision> hook, CompletableFuture<Decision> answer) {
    if (answer.isDone()) {
      return; // its deadline passed while it waited for a worker
    }
    try {
      Decision decision = hook.get();
      if (decision instanceof Decision.Later later) {
        later.stage().whenComplete((value, failure) -> settle(answer, value, failure));
      } else {
        settle(answer, decision, null);
      }
    } catch (Throwable failure) { // a hook's Error must deny as well, not vanish with its worker
      answer.completeExceptionally(failure);
    }
  }

  private static void settle(
      CompletableFuture<Decision> answer, Decision decision, Throwable failure) {
    if (failure != null) {
      answer.completeExceptionally(failure);
    } else if (decision == null || decision instanceof Decision.Later) {
      answer.completeExceptionally(new IllegalStateException("the hook gave no decision"));
    } else {
      answer.complete(decision);
    }
  }

  private boolean judge(Object question, Decision decision, Throwable failure) {
    if (decision instanceof Decision.Allowed) {
      counters.increment(Counter.HOOK_ALLOWED);
      return true;
    }
    if (decision instanceof Decision.Denied denied) {
      counters.increment(Counter.HOOK_DENIED);
      log.info("{}: denied: {}", question, denied.reason());
    } else if (failure instanceof TimeoutException) {
      counters.increment(Counter.HOOK_LATE);
      log.warn("{}: denied: the hook did not answer within {} ms", question, deadlineMillis);
    } else {
      counters.increment(Counter.HOOK_FAILED);
      log.warn("{}: denied: the hook failed", question, failure);
    }
    return false;
  }
}
