package org.zmqwebbridge.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.zmqwebbridge.bench.client.LoadLoop;
import org.zmqwebbridge.bench.client.Pacer;
import org.zmqwebbridge.bench.client.Ramp;
import org.zmqwebbridge.bench.client.Schedule;
import org.zmqwebbridge.bench.report.Measurement;

/**
 * Pages that ask: each of their sockets has one request outstanding at most, as {@code zmq.REQ}
 * has. A closed loop asks again as soon as the answer is there; an open loop asks by a schedule,
 * whatever became of the requests before.
 *
 * <p>Owner thread: the loop's. Lifetime: connected once, run as often as one likes.
 */
final class RequestTraffic {
  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** One socket of a page. */
  private static final class Asker {
    final Page page;
    final ByteBuffer frame;
    final int serialAt;
    boolean busy;
    long serial;
    long dueNanos;

    Asker(Page page, int socket, int size) {
      this.page = page;
      String before = "{\"identity\":\"" + Page.identity(socket) + "\",\"content\":\"";
      String text = before + "x".repeat(size) + "\",\"msg_type\":\"message\"}";
      this.frame = ByteBuffer.wrap(text.getBytes(US_ASCII));
      this.serialAt = before.length();
    }
  }

  /** A page whose sockets report here. */
  private final class AskingPage extends Page {
    final List<Asker> askers = new ArrayList<>();

    AskingPage(Door door, int sockets, int size) {
      super(door, sockets);
      for (int socket = 0; socket < sockets; socket++) {
        askers.add(new Asker(this, socket, size));
      }
    }

    @Override
    void onMessage(int socket, byte[] bytes, int from, int to, long nowNanos) {
      onReply(askers.get(socket), Serial.read(bytes, from, to), nowNanos);
    }

    @Override
    void onError(int socket, ByteBuffer message, long nowNanos) {
      errors.merge(codeOf(message), 1L, Long::sum);
      ended(askers.get(socket), nowNanos);
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
  private final List<AskingPage> pages = new ArrayList<>();
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

  RequestTraffic(LoadLoop loop, Door door, int connections, int inFlight, int size) {
    this.loop = loop;
    for (int i = 0; i < connections; i++) {
      pages.add(new AskingPage(door, inFlight, size));
    }
  }

  /** Opens all connections and connects all sockets. */
  void connect(Progress progress) {
    new Ramp(
            loop, pages, ready -> progress.tick(() -> "connected " + ready + " of " + pages.size()))
        .run();
    for (AskingPage page : pages) {
      free.addAll(page.askers);
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
    for (AskingPage page : pages) {
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
    asker.busy = true;
    asker.dueNanos = dueNanos;
    asker.serial = serial++;
    Serial.write(asker.frame, asker.serialAt, asker.serial);
    asker.page.connection().send(asker.frame.duplicate());
    sent++;
    busy++;
  }

  private void onReply(Asker asker, long replied, long nowNanos) {
    if (!asker.busy || replied != asker.serial) {
      wrong++;
      return;
    }
    answered++;
    measured.arrived(asker.dueNanos, nowNanos);
    ended(asker, nowNanos);
  }

  private void ended(Asker asker, long nowNanos) {
    if (!asker.busy) {
      return;
    }
    asker.busy = false;
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
    for (AskingPage page : pages) {
      for (Asker asker : page.askers) {
        if (asker.busy) {
          unanswered++;
          measured.waited(asker.dueNanos, now);
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
