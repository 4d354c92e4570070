package org.zmqwebbridge.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.zmqwebbridge.bench.client.LoadLoop;
import org.zmqwebbridge.bench.client.Pacer;
import org.zmqwebbridge.bench.client.Ramp;
import org.zmqwebbridge.bench.client.Schedule;
import org.zmqwebbridge.bench.report.Measurement;

/**
 * Pages that ask: each of their askers has one request outstanding at most, as {@code zmq.REQ} has.
 * A closed loop asks again as soon as the answer is there; an open loop asks by a schedule,
 * whatever became of the requests before.
 *
 * <p>Owner thread: the loop's. Lifetime: connected once, run as often as one likes.
 */
final class RequestTraffic {
  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Where pages report. */
  private final class Ear implements Asker.Listener {
    @Override
    public void onReply(Asker asker, long replied, long nowNanos) {
      if (!asker.isBusy() || replied != asker.serial()) {
        wrong++;
        return;
      }
      answered++;
      measured.arrived(asker.dueNanos(), nowNanos);
      ended(asker, nowNanos);
    }

    @Override
    public void onError(Asker asker, String code, long nowNanos) {
      errors.merge(code, 1L, Long::sum);
      ended(asker, nowNanos);
    }
  }

  /**
   * What a run gave. Every request that was sent has been answered, or had an error, or is
   * unanswered.
   *
   * @param wrong replies that were not to the request that waited
   * @param unsent requests that were due in the window and found no free socket until the end
   * @param lateness how long after their instant requests of the window were sent
   */
  record Outcome(
      Measurement measured,
      long sent,
      long answered,
      long unanswered,
      long wrong,
      long unsent,
      Map<String, Long> errors,
      Histogram lateness) {}

  private final LoadLoop loop;
  private final List<Asker.Holder> pages = new ArrayList<>();
  private final Deque<Asker> free = new ArrayDeque<>();
  private final Map<String, Long> errors = new TreeMap<>();

  private Measurement measured;
  private Histogram lateness;
  private long windowBeginNanos;
  private boolean again; // closed loop: ask again at once
  private long serial;
  private long sent;
  private long answered;
  private long wrong;
  private long busy;

  /**
   * Traffic that is not connected.
   *
   * @param maker makes a page that reports to whom it is given
   */
  RequestTraffic(
      LoadLoop loop, int connections, Function<Asker.Listener, ? extends Asker.Holder> maker) {
    this.loop = loop;
    Ear ear = new Ear();
    for (int i = 0; i < connections; i++) {
      pages.add(maker.apply(ear));
    }
  }

  /** Opens all connections and connects all sockets. */
  void connect(Progress progress) {
    new Ramp(
            loop, pages, ready -> progress.tick(() -> "connected " + ready + " of " + pages.size()))
        .run();
    for (Asker.Holder page : pages) {
      free.addAll(page.askers());
    }
  }

  /**
   * Asks for so long, measures at the end of it, and waits for what is outstanding.
   *
   * @param perSecond the open loop's rate; empty for a closed loop
   */
  Outcome run(Span span, OptionalDouble perSecond, CpuWatch cpu, Progress progress) {
    reset(span);
    if (perSecond.isEmpty()) {
      again = true;
      while (!free.isEmpty()) {
        ask(free.poll(), System.nanoTime());
      }
      drive(span.endNanos(), cpu, progress, () -> {});
      again = false;
    } else {
      Schedule schedule = new Schedule(span.beginNanos(), perSecond.getAsDouble());
      long all = schedule.countBy(span.endNanos() - 1);
      Pacer pacer = Pacer.start(loop, schedule);
      try {
        drive(span.endNanos(), cpu, progress, () -> askWhatIsDue(schedule, all));
      } finally {
        pacer.close();
      }
      drain(() -> askWhatIsDue(schedule, all), all);
      return outcome(schedule, all);
    }
    drain(() -> {}, 0);
    return outcome(null, 0);
  }

  private void reset(Span span) {
    measured = span.measurement("replies");
    lateness = new Histogram(3);
    windowBeginNanos = span.windowBeginNanos();
    errors.clear();
    serial = 0;
    sent = 0;
    answered = 0;
    wrong = 0;
  }

  private void drive(long untilNanos, CpuWatch cpu, Progress progress, Runnable each) {
    for (long now = System.nanoTime(); now - untilNanos < 0; now = System.nanoTime()) {
      each.run();
      loop.turn(Math.min(untilNanos, now + TICK_NANOS));
      failIfAPageDid();
      cpu.look();
      progress.tick(() -> answered + " answered");
    }
  }

  private void drain(Runnable each, long all) {
    long end = System.nanoTime() + DRAIN_NANOS;
    while ((busy > 0 || serial < all) && System.nanoTime() - end < 0) {
      each.run();
      loop.turn(System.nanoTime() + TICK_NANOS);
      failIfAPageDid();
    }
  }

  private void failIfAPageDid() {
    for (Asker.Holder page : pages) {
      if (page.failure() != null) {
        throw new IllegalStateException("a connection ended during the load: " + page.failure());
      }
    }
  }

  private void askWhatIsDue(Schedule schedule, long all) {
    long due = Math.min(all, schedule.countBy(System.nanoTime()));
    while (serial < due && !free.isEmpty()) {
      long at = schedule.due(serial);
      if (at - windowBeginNanos >= 0) {
        lateness.recordValue(Math.max(0, System.nanoTime() - at));
      }
      ask(free.poll(), at);
    }
  }

  private void ask(Asker asker, long dueNanos) {
    asker.ask(serial++, dueNanos);
    sent++;
    busy++;
  }

  private void ended(Asker asker, long nowNanos) {
    if (!asker.isBusy()) {
      return;
    }
    asker.rest();
    busy--;
    if (again) {
      ask(asker, nowNanos);
    } else {
      free.add(asker);
    }
  }

  /** What has no answer yet has waited at least until now: leaving it out would flatter. */
  private Outcome outcome(Schedule schedule, long all) {
    long now = System.nanoTime();
    long unanswered = 0;
    for (Asker.Holder page : pages) {
      for (Asker asker : page.askers()) {
        if (asker.isBusy()) {
          unanswered++;
          measured.waited(asker.dueNanos(), now);
        }
      }
    }
    for (long number = serial; number < all; number++) {
      measured.waited(schedule.due(number), now);
    }
    return new Outcome(
        measured,
        sent,
        answered,
        unanswered,
        wrong,
        Math.max(0, all - serial),
        Map.copyOf(errors),
        lateness);
  }
}
