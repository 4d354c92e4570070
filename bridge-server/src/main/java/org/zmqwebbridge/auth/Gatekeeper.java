package org.zmqwebbridge.auth;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.Printable;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.LineKind;
import org.zmqwebbridge.observe.OfConnection;

/**
 * Asks the application's hooks, off the I/O threads, and fails closed: a hook that throws, answers
 * nothing, or is late denies, and so does a grant that has expired or whose principal is revoked.
 *
 * <p>Owner thread: any. Lifetime: as long as the bridge. The stages it returns complete with an
 * answer, never with a failure, on a worker's or the timer's thread.
 */
public final class Gatekeeper {
  private static final Logger log = LoggerFactory.getLogger(Gatekeeper.class);

  private volatile Authorizer authorizer;
  private final Leases leases;
  private final Executor workers;
  private final ScheduledExecutorService timer;
  private volatile long deadlineMillis;
  private final Counters counters;

  /**
   * @param leases knows which grants are worth nothing any more
   * @param workers runs the hooks; may refuse, which denies
   * @param timer watches the deadlines
   * @param deadlineMillis how long a hook may take, queueing included; then it is interrupted
   */
  public Gatekeeper(
      Authorizer authorizer,
      Leases leases,
      Executor workers,
      ScheduledExecutorService timer,
      long deadlineMillis,
      Counters counters) {
    this.authorizer = authorizer;
    this.leases = leases;
    this.workers = workers;
    this.timer = timer;
    this.deadlineMillis = deadlineMillis;
    this.counters = counters;
  }

  /** From now on, these hooks are asked, and may take so long. */
  public void ask(Authorizer hooks, long millis) {
    deadlineMillis = millis;
    authorizer = hooks;
  }

  /**
   * Why a connection must go, by the current hooks; see {@link Authorizer#objection}.
   *
   * @param connection for the log
   */
  public Optional<CloseReason> objection(Set<Object> basis, OfConnection connection) {
    try {
      return authorizer.objection(basis);
    } catch (RuntimeException failure) {
      counters.increment(Counter.HOOK_FAILED);
      counters.line(
          LineKind.HOOK_FAILED,
          failure,
          (more, trace) ->
              log.warn(
                  "{}: closed: the hook failed to say whether it may stay{}",
                  connection,
                  more,
                  trace));
      return Optional.of(CloseReason.CREDENTIAL_WITHDRAWN);
    }
  }

  /** Whether this client may come in: {@link Decision.Allowed} or {@link Decision.Denied}. */
  public CompletionStage<Decision> admits(Handshake handshake) {
    return ask(handshake, () -> authorizer.websocketAllowed(handshake));
  }

  /** What a client that wants to open a virtual socket is granted; empty: it may not. */
  public CompletionStage<Optional<Grant>> allows(ZmqRequest request) {
    return ask(request, () -> authorizer.zmqAllowed(request))
        .thenApply(
            decision ->
                decision instanceof Decision.Allowed allowed
                    ? Optional.of(allowed.grant())
                    : Optional.empty());
  }

  /**
   * What this connection is granted from now on by the credentials that its page has brought:
   * {@link Decision.Allowed} or {@link Decision.Denied}.
   */
  public CompletionStage<Decision> renews(RenewalRequest request) {
    return ask(request, () -> authorizer.renewalAllowed(request));
  }

  private CompletionStage<Decision> ask(Object question, Supplier<Decision> hook) {
    if (authorizer.getClass() == Authorizer.class) {
      counters.increment(Counter.HOOK_ALLOWED);
      return CompletableFuture.completedFuture(Decision.ALLOW); // nothing is overridden
    }
    CompletableFuture<Decision> answer = new CompletableFuture<>();
    try {
      FutureTask<Void> asking = new FutureTask<>(() -> run(hook, answer), null);
      workers.execute(asking);
      watch(answer, asking);
    } catch (RuntimeException refused) { // by the workers, or by the timer of a bridge that stops
      answer.completeExceptionally(refused);
    }
    return answer.handle((decision, failure) -> judge(question, decision, failure));
  }

  /** A hook that is late must not keep its worker from others' questions. */
  private void watch(CompletableFuture<Decision> answer, Future<?> asking) {
    Future<?> deadline =
        timer.schedule(
            () -> {
              if (answer.completeExceptionally(new TimeoutException())) {
                asking.cancel(true);
              }
            },
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

  private Decision judge(Object question, Decision decision, Throwable failure) {
    if (decision instanceof Decision.Allowed allowed) {
      return judge(question, allowed);
    }
    if (decision instanceof Decision.Denied denied) {
      return deny(question, denied);
    }
    return deny(question, failure);
  }

  private Decision judge(Object question, Decision.Allowed allowed) {
    Decision.Denied flaw = leases.flaw(allowed.grant());
    if (flaw != null) {
      return deny(question, flaw);
    }
    counters.increment(Counter.HOOK_ALLOWED);
    return allowed;
  }

  private Decision deny(Object question, Decision.Denied denied) {
    counters.increment(Counter.HOOK_DENIED);
    counters.line(
        LineKind.HOOK_DENIED,
        more -> log.info("{}: denied: {}{}", question, Printable.cut(denied.reason()), more));
    return denied;
  }

  private Decision deny(Object question, Throwable failure) {
    if (failure instanceof TimeoutException) {
      counters.increment(Counter.HOOK_LATE);
      counters.line(
          LineKind.HOOK_LATE,
          more ->
              log.warn(
                  "{}: denied: the hook did not answer within {} ms{}",
                  question,
                  deadlineMillis,
                  more));
      return Decision.deny("late", CloseReason.UNDECIDED);
    }
    counters.increment(Counter.HOOK_FAILED);
    counters.line(
        LineKind.HOOK_FAILED,
        failure,
        (more, trace) -> log.warn("{}: denied: the hook failed{}", question, more, trace));
    boolean busy = failure instanceof RejectedExecutionException;
    return Decision.deny("failed", busy ? CloseReason.BUSY : CloseReason.UNDECIDABLE);
  }
}
