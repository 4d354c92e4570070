package org.zmqwebbridge.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.bench.client.LoadLoop;
import org.zmqwebbridge.bench.client.Schedule;
import org.zmqwebbridge.bench.report.Figure;
import org.zmqwebbridge.bench.report.Latency;
import org.zmqwebbridge.bench.report.Measurement;
import org.zmqwebbridge.bench.report.Result;

/** {@code zwb bench subscribers}: how many deliveries, how late, and whether all arrive. */
final class SubscriberLoad implements Load {
  private static final int WINDOW = 64;
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(20);

  /** Counts deliveries into a measurement; the publisher knows when each was due. */
  private static final class Ear implements Reception.Listener {
    private final Optional<Publisher> publisher;
    private Measurement measured;

    Ear(Optional<Publisher> publisher) {
      this.publisher = publisher;
    }

    @Override
    public void onDelivery(long number, long nowNanos) {
      if (publisher.isPresent()) {
        measured.arrived(publisher.get().dueNanos(number), nowNanos);
      } else {
        onOther(nowNanos);
      }
    }

    @Override
    public void onOther(long nowNanos) {
      if (measured != null) {
        measured.arrived(nowNanos);
      }
    }
  }

  @Override
  public Result run(Options options, Site site, Progress progress) {
    int all = options.count("--connections", 1, 60_000);
    int stalls = options.count("--stalled", 0, all - 1);
    if (stalls > 0 && site.over().isDoor()) {
      throw new IllegalArgumentException(
          "--stalled "
              + stalls
              + " does not go with --over "
              + site.over().word()
              + ": only on a WebSocket can one who does not read see when it is closed");
    }
    OptionalDouble rate = options.rate();
    double warm = options.seconds("--warm");
    double seconds = options.seconds("--seconds");
    Map<String, String> settings = site.settings();
    settings.put("connections", all + (stalls == 0 ? "" : ", " + stalls + " of them stalled"));
    site.publisher()
        .ifPresent(
            publisher -> {
              settings.put("size", options.required("--size") + " B");
              settings.put("rate", options.required("--rate"));
            });
    settings.put("warm", warm + " s");
    settings.put("window", seconds + " s");
    try (LoadLoop loop = site.loop()) {
      Ear ear = new Ear(site.publisher());
      Door door = site.door(Door.SUB);
      Crowd crowd =
          new Crowd(loop)
              .with(all - stalls, site.subscriptions(ear))
              .withStalled(stalls, () -> new Subscriber(door, ear, true));
      crowd.connect(progress);
      site.publisher().ifPresent(publisher -> crowd.awaitGreetings(publisher.address()));
      Span span = Span.fromNow(warm, seconds);
      ear.measured = span.measurement("deliveries");
      CpuWatch cpu = new CpuWatch(span, site.bridgePid());
      crowd.stall();
      Run run = new Run(loop, crowd, site.publisher(), span, cpu, progress);
      run.drive(rate);
      return run.result(settings, rate, ear.measured, stalls);
    }
  }

  /** One load that is running. */
  private record Run(
      LoadLoop loop,
      Crowd crowd,
      Optional<Publisher> publisher,
      Span span,
      CpuWatch cpu,
      Progress progress) {

    void drive(OptionalDouble rate) {
      Pace.ByWindow window = rate.isPresent() ? null : new Pace.ByWindow(WINDOW, span.endNanos());
      publisher.ifPresent(
          begun ->
              begun.begin(
                  window != null
                      ? window
                      : new Pace.ByRate(
                          new Schedule(span.beginNanos(), rate.getAsDouble()), span.endNanos())));
      while (System.nanoTime() - span.endNanos() < 0) {
        turn(span.endNanos());
        if (window != null) {
          window.reached(crowd.slowest());
        }
        if (crowd.lost() == crowd.healthy().size()) {
          throw new IllegalStateException(
              "all connections ended during the load: " + crowd.healthy().get(0).failure());
        }
        progress.tick(() -> Figure.number((double) crowd.deliveries()) + " deliveries");
      }
      cpu.look();
      publisher.ifPresent(this::drain);
      awaitStalled();
    }

    private void turn(long untilNanos) {
      loop.turn(Math.min(untilNanos, System.nanoTime() + TICK_NANOS));
      crowd.probe();
      cpu.look();
    }

    private void drain(Publisher begun) {
      long end = System.nanoTime() + DRAIN_NANOS;
      while (System.nanoTime() - end < 0
          && !(begun.isFinished() && crowd.slowest() >= begun.published())) {
        turn(end);
      }
    }

    private void awaitStalled() {
      long end = span.beginNanos() + STALLED_NANOS;
      while (crowd.stillStalled() > 0 && System.nanoTime() - end < 0) {
        turn(end);
        progress.tick(() -> crowd.stillStalled() + " stalled connections are still open");
      }
    }

    Result result(
        Map<String, String> settings, OptionalDouble rate, Measurement measured, int stalls) {
      List<Figure> figures = new ArrayList<>();
      List<String> remarks = new ArrayList<>();
      double perSecond = measured.perSecond();
      figures.add(new Figure("deliveries", perSecond, "/s"));
      publisher.ifPresent(
          done -> {
            long published = done.published();
            figures.add(new Figure("publications", perSecond / healthyOrOne(), "/s"));
            figures.add(new Figure("published in all", published, ""));
            figures.add(new Figure("delivered in all", crowd.deliveries(), ""));
            figures.add(new Figure("missing", crowd.missing(published), ""));
            figures.add(new Figure("connections that miss some", crowd.incomplete(published), ""));
            if (crowd.missing(published) > 0) {
              crowd.worst(published).ifPresent(remarks::add);
            }
          });
      figures.add(new Figure("connections lost", crowd.lost(), ""));
      stalled(stalls, figures, remarks);
      figures.addAll(cpu.figures());
      figures.add(cpu.each("delivery", perSecond));
      List<Latency> latencies = new ArrayList<>();
      if (publisher.isPresent()) {
        latencies.add(
            new Latency(
                stalls == 0 ? "delivery" : "delivery to the others",
                rate.isPresent() ? RequestLoad.OPEN : RequestLoad.CLOSED,
                measured.latencies()));
      } else {
        remarks.add("Without --publish only what arrives is counted: no latency, no gaps.");
      }
      return new Result(
          Mode.SUBSCRIBERS.word(),
          title(rate),
          settings,
          figures,
          latencies,
          List.of(measured.timeline()),
          remarks);
    }

    private double healthyOrOne() {
      return Math.max(1, crowd.healthy().size() - crowd.lost());
    }

    private void stalled(int stalls, List<Figure> figures, List<String> remarks) {
      if (stalls == 0) {
        return;
      }
      List<Double> after = crowd.closedAfterSeconds();
      figures.add(new Figure("stalled, closed by the bridge", after.size(), ""));
      figures.add(new Figure("stalled, still open", crowd.stillStalled(), ""));
      if (!after.isEmpty()) {
        figures.add(new Figure("first closed after", after.get(0), "s"));
        figures.add(new Figure("last closed after", after.get(after.size() - 1), "s"));
      }
      if (crowd.stillStalled() > 0) {
        remarks.add(
            "Stalled connections are still open after 20 s: too little was published to fill the"
                + " buffers on the way (--rate, --size), or deadlines.writeMillis is longer.");
      }
    }

    private String title(OptionalDouble rate) {
      if (publisher.isEmpty()) {
        return "Subscribers, counting what arrives";
      }
      return rate.isPresent()
          ? "Subscribers at " + Figure.number(rate.getAsDouble()) + " publications a second"
          : "Subscribers, as many publications as all can take";
    }
  }
}
