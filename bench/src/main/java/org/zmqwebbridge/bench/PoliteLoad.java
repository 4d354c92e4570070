package org.zmqwebbridge.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.zmqwebbridge.bench.client.LoadLoop;
import org.zmqwebbridge.bench.report.Figure;
import org.zmqwebbridge.bench.report.Latency;
import org.zmqwebbridge.bench.report.Result;

/**
 * {@code zwb bench polite}: what a page that asks now and then feels of others that flood the same
 * endpoint; alone and beside them in turn, as machines drift.
 */
final class PoliteLoad implements Load {
  private static final double SETTLE_SECONDS = 0.5;

  /** What is asked for. */
  private record Plan(
      double rate, double warm, double seconds, int size, int floods, Flood.Style style) {}

  /** What the floods did, over all rounds. */
  private static final class FloodCount {
    private long sent;
    private long answered;
    private long refused;
    private final List<String> losses = new ArrayList<>();
    private double seconds;
  }

  /** Alone, and beside the floods. */
  private record Round(RequestTraffic.Outcome alone, RequestTraffic.Outcome beside) {
    double ratio(double percentile) {
      return (double) beside.measured().latencies().getValueAtPercentile(percentile)
          / alone.measured().latencies().getValueAtPercentile(percentile);
    }
  }

  @Override
  public Result run(Options options, Site site, Progress progress) {
    Plan plan =
        new Plan(
            options
                .rate()
                .orElseThrow(
                    () -> new IllegalArgumentException("--rate max floods; write a number")),
            options.seconds("--warm"),
            options.seconds("--seconds"),
            options.count("--size", Serial.DIGITS, 1 << 20),
            options.count("--floods", 1, 1000),
            Flood.Style.valueOf(
                options
                    .word("--flood-style", List.of("window", "blast"))
                    .toUpperCase(Locale.ROOT)));
    int inFlight = options.count("--in-flight", 1, 10_000);
    int count = options.count("--rounds", 1, 100);
    FloodCount floods = new FloodCount();
    List<Round> rounds = new ArrayList<>();
    try (LoadLoop loop = site.loop()) {
      RequestTraffic traffic = new RequestTraffic(loop, 1, site.sockets(inFlight, plan.size()));
      traffic.connect(progress);
      for (int i = 0; i < count; i++) {
        progress.say("round " + (i + 1) + " of " + count);
        RequestTraffic.Outcome alone =
            polite(traffic, i == 0 ? plan.warm() : SETTLE_SECONDS, plan, site, progress);
        rounds.add(new Round(alone, beside(traffic, plan, site, floods, progress)));
      }
    }
    return result(settings(site, plan, inFlight, count), rounds, floods);
  }

  private static RequestTraffic.Outcome polite(
      RequestTraffic traffic, double warm, Plan plan, Site site, Progress progress) {
    Span span = Span.fromNow(warm, plan.seconds());
    CpuWatch cpu = new CpuWatch(span, site.bridgePid());
    return traffic.run(span, OptionalDouble.of(plan.rate()), cpu, progress);
  }

  private static RequestTraffic.Outcome beside(
      RequestTraffic traffic, Plan plan, Site site, FloodCount count, Progress progress) {
    long began = System.nanoTime();
    try (Flood flood =
        Flood.start(site.loop(), site.door(Door.REQ), plan.floods(), plan.size(), plan.style())) {
      RequestTraffic.Outcome outcome =
          polite(traffic, Math.max(SETTLE_SECONDS, plan.warm() / 2), plan, site, progress);
      count.sent += flood.sent();
      count.answered += flood.answered();
      count.refused += flood.refused();
      count.losses.addAll(flood.losses());
      count.seconds += (System.nanoTime() - began) / 1e9;
      return outcome;
    }
  }

  private static Map<String, String> settings(Site site, Plan plan, int inFlight, int rounds) {
    Map<String, String> settings = site.settings();
    settings.put("rate", Figure.number(plan.rate()) + "/s");
    settings.put("in flight", "at most " + inFlight);
    settings.put("size", plan.size() + " B");
    settings.put("floods", plan.floods() + ", " + plan.style().name().toLowerCase(Locale.ROOT));
    settings.put("rounds", rounds + " × 2 × " + plan.seconds() + " s");
    return settings;
  }

  private static Result result(
      Map<String, String> settings, List<Round> rounds, FloodCount floods) {
    Histogram alone = new Histogram(3);
    Histogram beside = new Histogram(3);
    List<String> remarks = new ArrayList<>();
    for (int i = 0; i < rounds.size(); i++) {
      Round round = rounds.get(i);
      alone.add(round.alone().measured().latencies());
      beside.add(round.beside().measured().latencies());
      remarks.add(words(i + 1, round));
    }
    floods.losses.stream()
        .distinct()
        .forEach(why -> remarks.add("Flooding pages were lost, and came back: " + why));
    Latency quiet = new Latency("alone", RequestLoad.OPEN, alone);
    Latency flooded = new Latency("beside the flood", RequestLoad.OPEN, beside);
    return new Result(
        Mode.POLITE.word(),
        "A polite page, alone and beside a flood",
        settings,
        figures(rounds, floods),
        List.of(quiet, flooded),
        List.of(),
        remarks);
  }

  private static String words(int number, Round round) {
    Latency alone = new Latency("", "", round.alone().measured().latencies());
    Latency beside = new Latency("", "", round.beside().measured().latencies());
    return String.format(
        Locale.ROOT,
        "round %d: p50 %.2f → %.2f ms (× %.1f), p99 %.2f → %.2f ms (× %.1f)",
        number,
        alone.millis(50),
        beside.millis(50),
        round.ratio(50),
        alone.millis(99),
        beside.millis(99),
        round.ratio(99));
  }

  private static List<Figure> figures(List<Round> rounds, FloodCount floods) {
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("p99, beside ÷ alone (median)", median(rounds, 99), ""));
    figures.add(new Figure("p50, beside ÷ alone (median)", median(rounds, 50), ""));
    figures.add(new Figure("polite requests", total(rounds, RequestTraffic.Outcome::sent), ""));
    figures.add(new Figure("answered", total(rounds, RequestTraffic.Outcome::answered), ""));
    Map<String, Long> errors = new TreeMap<>();
    for (Round round : rounds) {
      round.alone().errors().forEach((code, n) -> errors.merge(code, n, Long::sum));
      round.beside().errors().forEach((code, n) -> errors.merge(code, n, Long::sum));
    }
    errors.forEach((code, n) -> figures.add(new Figure("error " + code, n, "")));
    figures.add(new Figure("unanswered", total(rounds, RequestTraffic.Outcome::unanswered), ""));
    figures.add(new Figure("flood: sent", floods.sent / floods.seconds, "/s"));
    figures.add(new Figure("flood: answered", floods.answered / floods.seconds, "/s"));
    figures.add(new Figure("flood: refused", floods.refused / floods.seconds, "/s"));
    figures.add(new Figure("flood: connections lost", floods.losses.size(), ""));
    return figures;
  }

  private static double median(List<Round> rounds, double percentile) {
    double[] ratios =
        rounds.stream().mapToDouble(round -> round.ratio(percentile)).sorted().toArray();
    int middle = ratios.length / 2;
    return ratios.length % 2 == 1 ? ratios[middle] : (ratios[middle - 1] + ratios[middle]) / 2;
  }

  private interface Count {
    long of(RequestTraffic.Outcome outcome);
  }

  private static long total(List<Round> rounds, Count count) {
    return rounds.stream()
        .mapToLong(round -> count.of(round.alone()) + count.of(round.beside()))
        .sum();
  }
}
