package org.zmqwebbridge.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.zmqwebbridge.bench.client.LoadLoop;
import org.zmqwebbridge.bench.client.Ramp;
import org.zmqwebbridge.bench.client.Schedule;
import org.zmqwebbridge.bench.report.Figure;
import org.zmqwebbridge.bench.report.Latency;
import org.zmqwebbridge.bench.report.Measurement;
import org.zmqwebbridge.bench.report.Result;

/** {@code zwb bench topics}: whether each page gets its own topics, and what finding it costs. */
final class TopicsLoad implements Load {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long GREETING_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** The topics that the publisher has: those of all pages, or the one that all share. */
  static List<byte[]> topics(Options options) {
    int each = options.count("--topics", 0, 128);
    int all = each == 0 ? 1 : each * options.count("--connections", 1, 60_000);
    return IntStream.range(0, all).mapToObj(TopicPage::topic).toList();
  }

  @Override
  public Result run(Options options, Site site, Progress progress) {
    int pages = options.count("--connections", 1, 60_000);
    int each = options.count("--topics", 0, 128);
    int all = topics(options).size();
    double rate =
        options.rate().orElseThrow(() -> new IllegalArgumentException("--rate is missing"));
    double warm = options.seconds("--warm");
    double seconds = options.seconds("--seconds");
    Map<String, String> settings = site.settings();
    settings.put("connections", Integer.toString(pages));
    settings.put("topics", each == 0 ? "one that all share" : all + ", " + each + " of each page");
    settings.put("size", options.required("--size") + " B and the topic");
    settings.put("rate", options.required("--rate"));
    settings.put("warm", warm + " s");
    settings.put("window", seconds + " s");
    Publisher publisher = site.publisher().orElseThrow();
    List<TopicPage> crowd = new ArrayList<>();
    try (LoadLoop loop = site.loop()) {
      Measurement[] measured = new Measurement[1]; // there are no deliveries before it
      TopicPage.Listener ear =
          (number, now) -> measured[0].arrived(publisher.dueNanos(number), now);
      for (int page = 0; page < pages; page++) {
        int first = each == 0 ? 0 : page * each;
        crowd.add(
            new TopicPage(options.required("--endpoint"), first, Math.max(1, each), all, ear));
      }
      new Ramp(loop, crowd, ready -> progress.tick(() -> ready + " pages")).run();
      awaitGreetings(loop, crowd);
      Span span = Span.fromNow(warm, seconds);
      measured[0] = span.measurement("deliveries");
      CpuWatch cpu = new CpuWatch(span, site.bridgePid());
      publisher.begin(new Pace.ByRate(new Schedule(span.beginNanos(), rate), span.endNanos()));
      while (System.nanoTime() - span.endNanos() < 0) {
        loop.turn(Math.min(span.endNanos(), System.nanoTime() + TICK_NANOS));
        cpu.look();
        progress.tick(() -> Figure.number((double) deliveries(crowd)) + " deliveries");
      }
      cpu.look();
      drain(loop, crowd, publisher);
      return result(settings, crowd, publisher.published(), measured[0], cpu);
    }
  }

  private static void awaitGreetings(LoadLoop loop, List<TopicPage> crowd) {
    long end = System.nanoTime() + GREETING_NANOS;
    List<TopicPage> waiting = new ArrayList<>(crowd);
    while (!waiting.isEmpty()) {
      loop.turn(System.nanoTime() + TICK_NANOS);
      waiting.removeIf(TopicPage::isGreeted);
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(
            waiting.size()
                + " of "
                + crowd.size()
                + " pages have not heard all of their topics in 20 s: is the endpoint's address"
                + " the one of --publish, and are limits.maxTopicsPerEndpoint and"
                + " limits.maxTopicsPerConnection large enough?");
      }
    }
  }

  private static void drain(LoadLoop loop, List<TopicPage> crowd, Publisher publisher) {
    long end = System.nanoTime() + DRAIN_NANOS;
    while (System.nanoTime() - end < 0
        && !(publisher.isFinished() && missing(crowd, publisher.published()) == 0)) {
      loop.turn(System.nanoTime() + TICK_NANOS);
    }
  }

  private static long deliveries(List<TopicPage> crowd) {
    return crowd.stream().mapToLong(TopicPage::deliveries).sum();
  }

  private static long missing(List<TopicPage> crowd, long published) {
    return crowd.stream().mapToLong(page -> page.expected(published) - page.deliveries()).sum();
  }

  private static Result result(
      Map<String, String> settings,
      List<TopicPage> crowd,
      long published,
      Measurement measured,
      CpuWatch cpu) {
    double perSecond = measured.perSecond();
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("deliveries", perSecond, "/s"));
    figures.add(new Figure("published in all", published, ""));
    figures.add(new Figure("delivered in all", deliveries(crowd), ""));
    figures.add(new Figure("missing", missing(crowd, published), ""));
    figures.add(
        new Figure(
            "to the wrong page, or wrong", crowd.stream().mapToLong(TopicPage::wrongs).sum(), ""));
    figures.add(
        new Figure(
            "connections lost",
            crowd.stream().map(TopicPage::failure).filter(Objects::nonNull).count(),
            ""));
    figures.addAll(cpu.figures());
    figures.add(cpu.each("delivery", perSecond));
    List<String> remarks = new ArrayList<>();
    crowd.stream()
        .map(TopicPage::wrong)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(remarks::add);
    crowd.stream()
        .map(TopicPage::failure)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(remarks::add);
    return new Result(
        Mode.TOPICS.word(),
        "Topics",
        settings,
        figures,
        List.of(new Latency("delivery", RequestLoad.OPEN, measured.latencies())),
        List.of(measured.timeline()),
        remarks);
  }
}
