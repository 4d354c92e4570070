package org.zmqwebbridge.auth;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Time that passes when the test says so: a clock, and a timer that goes by it. */
final class ManualTimer extends ScheduledThreadPoolExecutor implements InstantSource {
  private record Task(Instant due, Runnable action, ScheduledFuture<?> future) {}

  private final List<Task> tasks = new ArrayList<>();
  private final ScheduledExecutorService never = Executors.newSingleThreadScheduledExecutor();
  private Instant now = Instant.parse("2030-01-01T00:00:00Z");

  ManualTimer() {
    super(1);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable action, long delay, TimeUnit unit) {
    ScheduledFuture<?> future = never.schedule(() -> {}, 1, TimeUnit.DAYS); // to be cancelled
    tasks.add(new Task(now.plusMillis(unit.toMillis(delay)), action, future));
    return future;
  }

  /** So many milliseconds pass, and what is due by then happens. */
  void pass(long millis) {
    Instant end = now.plusMillis(millis);
    for (Task next = next(end); next != null; next = next(end)) {
      tasks.remove(next);
      now = next.due();
      next.action().run();
    }
    now = end;
  }

  private Task next(Instant end) {
    tasks.removeIf(task -> task.future().isCancelled());
    return tasks.stream()
        .filter(task -> !task.due().isAfter(end))
        .min((one, other) -> one.due().compareTo(other.due()))
        .orElse(null);
  }

  /** How many tasks wait. */
  int waiting() {
    tasks.removeIf(task -> task.future().isCancelled());
    return tasks.size();
  }

  void end() {
    shutdownNow();
    never.shutdownNow();
  }
}
