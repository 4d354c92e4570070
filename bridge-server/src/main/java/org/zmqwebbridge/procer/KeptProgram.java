package org.zmqwebbridge.procer;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One program, and what is to be done about it next. One that runs already is left alone. One that
 * ends too soon is started again later and later.
 *
 * <p>Owner thread: procer's. Lifetime: until procer or its profile is gone; the program stays.
 */
public final class KeptProgram {
  private static final long SECOND = 1_000;

  /** The longest time between two starts. */
  static final long MAX_PAUSE_MILLIS = 60 * SECOND;

  /** What has run for this long has not ended too soon. */
  static final long STEADY_MILLIS = 60 * SECOND;

  private final Profile profile;
  private final Starter starter;
  private final Consumer<String> log;
  private State state = State.WAITING;
  private Optional<Starter.Started> started = Optional.empty();
  private long startedAt;
  private long nextAt;
  private long pause = SECOND;
  private boolean hasWarned;

  KeptProgram(Profile profile, Starter starter, Consumer<String> log) {
    this.profile = profile;
    this.starter = starter;
    this.log = log;
  }

  /** What it does. */
  public enum State {
    /** Waits for what it depends on. */
    WAITING,
    /** Runs, but has not said which process it is. */
    STARTING,
    RUNNING,
    /** Has ended, and is started again after a while. */
    PAUSING,
    /** Has ended for good. */
    ENDED
  }

  Profile profile() {
    return profile;
  }

  State state() {
    return state;
  }

  boolean isRunning() {
    return state == State.RUNNING;
  }

  /**
   * Looks at it.
   *
   * @param now in milliseconds, of any clock that only goes on
   * @param needed what it depends on
   */
  void look(long now, List<KeptProgram> needed) {
    boolean runs = starter.isRunning(profile);
    switch (state) {
      case WAITING -> {
        if (needed.stream().allMatch(KeptProgram::isRunning)) {
          begin(now, runs);
        }
      }
      case STARTING -> starting(now, runs);
      case RUNNING -> {
        if (!runs) {
          ended(now);
        }
      }
      case PAUSING -> {
        if (now >= nextAt) {
          begin(now, runs);
        }
      }
      case ENDED -> {}
    }
  }

  private void begin(long now, boolean runs) {
    startedAt = now;
    if (runs) {
      become(State.RUNNING, "runs already and is left alone");
      return;
    }
    hasWarned = false;
    try {
      started = Optional.of(starter.start(profile));
      become(State.STARTING, "is started");
    } catch (IOException failure) {
      log.accept(profile.name() + " cannot be started: " + failure.getMessage());
      ended(now);
    }
  }

  private void starting(long now, boolean runs) {
    if (runs) {
      become(State.RUNNING, "runs");
    } else if (started.filter(Starter.Started::isAlive).isEmpty()) {
      // what it does may be in another process, which has yet to write its pid file
      if (now - startedAt >= SECOND) {
        ended(now);
      }
    } else if (!hasWarned && now - startedAt >= 2 * SECOND) {
      hasWarned = true;
      log.accept(profile.name() + " did not make its pid file " + profile.pidFile());
    }
  }

  private void ended(long now) {
    started = Optional.empty();
    if (!profile.restarts()) {
      become(State.ENDED, "has ended; there is no file restart, so it stays so");
      return;
    }
    boolean wasSteady = state == State.RUNNING && now - startedAt >= STEADY_MILLIS;
    pause = wasSteady ? SECOND : pause;
    nextAt = now + pause;
    become(State.PAUSING, "has ended, and is started again in " + pause / SECOND + " s");
    pause = Math.min(2 * pause, MAX_PAUSE_MILLIS);
  }

  private void become(State next, String what) {
    state = next;
    log.accept(profile.name() + " " + what);
  }

  @Override
  public String toString() {
    return profile.name() + " " + state.name().toLowerCase(Locale.ROOT);
  }
}
