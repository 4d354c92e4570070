package org.zmqwebbridge.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/** Whatever a hook does, the answer is yes or no, once; and no, unless it says yes in time. */
class GatekeeperTest {
  private static final long PATIENT_MILLIS = 20_000;
  private static final long HASTY_MILLIS = 1;

  private final Counters counters = new Counters();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final Handshake handshake =
      new Handshake.Builder()
          .build("/data", "", new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), false);
  private final ZmqRequest request =
      new ZmqRequest(
          1, handshake, Grant.ANYONE, SocketType.REQ, "echo", "tcp://127.0.0.1:1", "", Map.of());
  private final Leases leases =
      new Leases(Duration.ofDays(1), PATIENT_MILLIS, timer, InstantSource.system(), counters);

  @AfterEach
  void end() {
    timer.shutdownNow();
    workers.shutdownNow();
  }

  private Gatekeeper gatekeeper(Executor executor, long millis, Supplier<Decision> hook) {
    Authorizer authorizer =
        new Authorizer() {
          @Override
          public Decision websocketAllowed(Handshake asked) {
            return hook.get();
          }

          @Override
          public Decision zmqAllowed(ZmqRequest asked) {
            return hook.get();
          }
        };
    return new Gatekeeper(authorizer, leases, executor, timer, millis, counters);
  }

  private static boolean admitted(CompletionStage<Decision> stage) {
    return decided(stage) instanceof Decision.Allowed;
  }

  private static boolean answer(CompletionStage<Optional<Grant>> stage) {
    return decided(stage).isPresent();
  }

  private static <T> T decided(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(PATIENT_MILLIS, TimeUnit.MILLISECONDS).join();
  }

  /** What a client that wants to come in is told. */
  private static CloseReason told(CompletionStage<Decision> stage) {
    return assertInstanceOf(Decision.Denied.class, decided(stage)).told();
  }

  /** Both questions, asked of this hook, are answered so, and counted so. */
  private void answers(boolean expected, Counter counter, Supplier<Decision> hook) {
    long before = counters.value(counter);
    Gatekeeper gatekeeper = gatekeeper(workers, PATIENT_MILLIS, hook);
    assertEquals(expected, admitted(gatekeeper.admits(handshake)));
    assertEquals(expected, answer(gatekeeper.allows(request)));
    assertEquals(before + 2, counters.value(counter));
  }

  @Test
  void aDecisionIsPassedOn() {
    answers(true, Counter.HOOK_ALLOWED, () -> Decision.ALLOW);
    answers(false, Counter.HOOK_DENIED, () -> Decision.deny("members only"));
    answers(true, Counter.HOOK_ALLOWED, () -> Decision.later(done(Decision.ALLOW)));
    answers(false, Counter.HOOK_DENIED, () -> Decision.later(done(Decision.DENY)));
  }

  private static CompletableFuture<Decision> done(Decision decision) {
    return CompletableFuture.completedFuture(decision);
  }

  @Test
  void whateverIsNoDecisionDenies() {
    answers(false, Counter.HOOK_FAILED, () -> null);
    answers(
        false,
        Counter.HOOK_FAILED,
        () -> {
          throw new IllegalStateException("thrown by the hook");
        });
    answers(
        false,
        Counter.HOOK_FAILED,
        () -> {
          throw new StackOverflowError("thrown by the hook");
        });
    answers(false, Counter.HOOK_FAILED, () -> Decision.later(null));
    answers(false, Counter.HOOK_FAILED, () -> Decision.later(done(null)));
    answers(
        false,
        Counter.HOOK_FAILED,
        () -> Decision.later(done(Decision.later(done(Decision.ALLOW)))));
    answers(
        false,
        Counter.HOOK_FAILED,
        () -> Decision.later(CompletableFuture.failedFuture(new IllegalStateException("failed"))));
  }

  @Test
  void whoMayNotComeInIsToldOfWhichKindThatIs() {
    leases.revoke("hugo");
    Map<Supplier<Decision>, CloseReason> kinds =
        Map.of(
            () -> Decision.deny("members only"),
            CloseReason.FORBIDDEN,
            () -> Decision.unauthorized("no session"),
            CloseReason.UNAUTHORIZED,
            () -> Decision.deny("three already", CloseReason.TOO_MANY_OF_PRINCIPAL),
            CloseReason.TOO_MANY_OF_PRINCIPAL,
            () -> Decision.allow(Grant.to("hugo").until(Instant.EPOCH)),
            CloseReason.UNAUTHORIZED,
            () -> Decision.allow(Grant.to("hugo").issuedAt(Instant.EPOCH)),
            CloseReason.REVOKED,
            () -> null,
            CloseReason.UNDECIDABLE);
    kinds.forEach(
        (hook, kind) ->
            assertEquals(
                kind,
                told(gatekeeper(workers, PATIENT_MILLIS, hook).admits(handshake)),
                "" + kind));
    assertThrows(IllegalArgumentException.class, () -> Decision.deny("no", CloseReason.SHUTDOWN));
  }

  @Test
  void aLateHookDeniesAndItsAnswerComesToNothing() {
    CompletableFuture<Decision> never = new CompletableFuture<>();
    Gatekeeper slow = gatekeeper(workers, HASTY_MILLIS, () -> Decision.later(never));
    CompletionStage<Decision> asked = slow.admits(handshake);
    assertEquals(CloseReason.UNDECIDED, told(asked));
    never.complete(Decision.ALLOW);
    assertFalse(admitted(asked));
    CountDownLatch release = new CountDownLatch(1);
    Gatekeeper stuck =
        gatekeeper(
            workers,
            HASTY_MILLIS,
            () -> {
              await(release);
              return Decision.ALLOW;
            });
    assertFalse(answer(stuck.allows(request)));
    release.countDown();
    assertEquals(2, counters.value(Counter.HOOK_LATE));
    assertEquals(0, counters.value(Counter.HOOK_ALLOWED));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(PATIENT_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aQuestionThatWaitedTooLongForAWorkerIsNotAskedAnyMore() {
    AtomicReference<Runnable> queued = new AtomicReference<>();
    AtomicInteger asked = new AtomicInteger();
    Gatekeeper busy =
        gatekeeper(
            queued::set,
            HASTY_MILLIS,
            () -> {
              asked.incrementAndGet();
              return Decision.ALLOW;
            });
    assertFalse(admitted(busy.admits(handshake)));
    queued.get().run();
    assertEquals(0, asked.get());
  }

  @Test
  void workersThatRefuseDeny() {
    Gatekeeper overloaded =
        gatekeeper(
            task -> {
              throw new RejectedExecutionException("full");
            },
            PATIENT_MILLIS,
            () -> Decision.ALLOW);
    assertEquals(CloseReason.BUSY, told(overloaded.admits(handshake)));
    assertEquals(1, counters.value(Counter.HOOK_FAILED));
  }

  @Test
  void aTimerThatRefusesDenies() {
    timer.shutdownNow();
    Gatekeeper stopping =
        gatekeeper(workers, PATIENT_MILLIS, () -> Decision.later(new CompletableFuture<>()));
    assertFalse(admitted(stopping.admits(handshake)));
    assertEquals(1, counters.value(Counter.HOOK_FAILED));
  }

  @Test
  void anAuthorizerWithoutHooksAsksNoWorker() {
    Gatekeeper open =
        new Gatekeeper(
            Authorizer.ALLOW_ALL,
            leases,
            task -> {
              throw new AssertionError("nothing to ask");
            },
            timer,
            PATIENT_MILLIS,
            counters);
    assertTrue(admitted(open.admits(handshake)));
    Gatekeeper closed =
        new Gatekeeper(Authorizer.DENY_ALL, leases, workers, timer, PATIENT_MILLIS, counters);
    assertFalse(admitted(closed.admits(handshake)));
    assertFalse(answer(closed.allows(request)));
  }
}
