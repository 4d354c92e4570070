package org.zmqwebbridge.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.bench.client.LoadLoop;
import org.zmqwebbridge.bench.report.Figure;
import org.zmqwebbridge.bench.report.ProcessStats;
import org.zmqwebbridge.bench.report.Result;

/** {@code zwb bench idle}: what connections cost that do nothing. */
final class IdleLoad implements Load {
  private static final int REHEARSAL = 100;
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** The memory of a process at one time. */
  private record Memory(double residentKilobytes, double liveKilobytes) {
    static final Memory UNKNOWN = new Memory(Double.NaN, Double.NaN);

    /** Resident memory first: looking at the heap touches it. */
    static Memory of(Optional<Long> pid) {
      return pid.map(
              of -> new Memory(new ProcessStats(of).residentKilobytes(), Heap.liveKilobytes(of)))
          .orElse(UNKNOWN);
    }
  }

  private static final class Silent implements Reception.Listener {
    @Override
    public void onDelivery(long number, long nowNanos) {}

    @Override
    public void onOther(long nowNanos) {}
  }

  @Override
  public Result run(Options options, Site site, Progress progress) {
    int all = options.count("--connections", 1, 60_000);
    double seconds = options.seconds("--seconds");
    Optional<Long> told = options.pid("--pid");
    Optional<Long> pid = told.isPresent() ? told : site.bridgePid();
    Map<String, String> settings = site.settings();
    settings.put("connections", Integer.toString(all));
    settings.put("window", seconds + " s");
    rehearse(site, progress);
    double unused = pid.map(Heap::liveKilobytes).orElse(Double.NaN); // collects, for a clean start
    Memory before = Memory.of(pid);
    try (LoadLoop loop = site.loop()) {
      Crowd crowd = new Crowd(loop).with(all, site.subscriptions(new Silent()));
      long began = System.nanoTime();
      crowd.connect(progress);
      double took = (System.nanoTime() - began) / 1e9;
      Span span = Span.fromNow(0, seconds);
      CpuWatch cpu = new CpuWatch(span, pid);
      while (System.nanoTime() - span.endNanos() < 0) {
        cpu.look();
        loop.turn(Math.min(span.endNanos(), System.nanoTime() + TICK_NANOS));
        progress.tick(() -> "idle");
      }
      cpu.look();
      Memory after = Memory.of(pid);
      double lost = crowd.lost();
      Optional<Departure> departure = site.management().map(own -> Departure.of(loop, own));
      return result(settings, new Held(all, lost, before, after, took), departure, cpu);
    }
  }

  /** A few come and go, so that what the first ones cost once is not counted. */
  private static void rehearse(Site site, Progress progress) {
    try (LoadLoop loop = site.loop()) {
      new Crowd(loop).with(REHEARSAL, site.subscriptions(new Silent())).connect(progress);
    }
  }

  /** What was held, and the memory that it took. */
  private record Held(double all, double lost, Memory before, Memory after, double tookSeconds) {}

  private static Result result(
      Map<String, String> settings, Held held, Optional<Departure> departure, CpuWatch cpu) {
    List<Figure> figures = new ArrayList<>();
    Memory before = held.before;
    Memory after = held.after;
    double all = held.all;
    double resident = after.residentKilobytes() - before.residentKilobytes();
    double live = after.liveKilobytes() - before.liveKilobytes();
    figures.add(new Figure("connections", all - held.lost, ""));
    figures.add(new Figure("connections lost", held.lost, ""));
    figures.add(new Figure("connecting", all / held.tookSeconds, "/s"));
    figures.add(new Figure("resident before", before.residentKilobytes(), "kB"));
    figures.add(new Figure("resident after", after.residentKilobytes(), "kB"));
    figures.add(new Figure("resident per connection", resident / all, "kB"));
    figures.add(new Figure("live heap before", before.liveKilobytes(), "kB"));
    figures.add(new Figure("live heap after", after.liveKilobytes(), "kB"));
    figures.add(new Figure("live heap per connection", live / all, "kB"));
    departure.map(Departure::figures).ifPresent(figures::addAll);
    figures.addAll(cpu.figures());
    List<String> remarks = new ArrayList<>();
    if (departure.filter(left -> Double.isNaN(left.goneSeconds())).isPresent()) {
      remarks.add(
          "The bridge still had connections " + Departure.PATIENCE_SECONDS + " s after all left.");
    }
    if (Double.isNaN(resident)) {
      remarks.add("Memory is not known: --pid names the bridge's process, on this machine.");
    } else if (Double.isNaN(live)) {
      remarks.add("The heap is not known: it needs a JDK's jcmd, and the bridge's own user.");
    }
    return new Result(
        Mode.IDLE.word(), "Idle connections", settings, figures, List.of(), List.of(), remarks);
  }
}
