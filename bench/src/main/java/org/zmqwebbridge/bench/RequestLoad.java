package org.zmqwebbridge.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.zmqwebbridge.bench.client.LoadLoop;
import org.zmqwebbridge.bench.report.Figure;
import org.zmqwebbridge.bench.report.Latency;
import org.zmqwebbridge.bench.report.Result;

/** {@code zwb bench requests}: how many round trips, and how long they take. */
final class RequestLoad implements Load {
  static final String OPEN = "from the scheduled instant (open loop)";
  static final String CLOSED = "closed loop, from the send: no queue is seen";

  private static final double LATE_MILLIS = 1;
  private static final double NANOS_PER_MILLI = 1e6;

  @Override
  public Result run(Options options, Site site, Progress progress) {
    int connections = options.count("--connections", 1, 60_000);
    int inFlight = options.count("--in-flight", 1, 10_000);
    Over over = site.over();
    if (over.isDoor() && inFlight != 1) {
      throw new IllegalArgumentException(
          "--in-flight "
              + inFlight
              + " does not go with --over http, where a connection has one request outstanding:"
              + " ask for more --connections");
    }
    int size = options.count("--size", Serial.DIGITS, 1 << 20);
    OptionalDouble rate = options.rate();
    double warm = options.seconds("--warm");
    double seconds = options.seconds("--seconds");
    Map<String, String> settings = site.settings();
    settings.put("connections", connections + " × " + inFlight);
    settings.put("size", size + " B");
    settings.put("rate", rate.isEmpty() ? "closed loop" : Figure.number(rate.getAsDouble()) + "/s");
    settings.put("warm", warm + " s");
    settings.put("window", seconds + " s");
    try (LoadLoop loop = site.loop()) {
      RequestTraffic traffic =
          new RequestTraffic(
              loop, connections, over.isDoor() ? site.posts(size) : site.sockets(inFlight, size));
      traffic.connect(progress);
      Span span = Span.fromNow(warm, seconds);
      CpuWatch cpu = new CpuWatch(span, site.bridgePid());
      RequestTraffic.Outcome outcome = traffic.run(span, rate, cpu, progress);
      return result(settings, rate, outcome, cpu);
    }
  }

  private static Result result(
      Map<String, String> settings,
      OptionalDouble rate,
      RequestTraffic.Outcome outcome,
      CpuWatch cpu) {
    if (outcome.answered() == 0 && outcome.wrong() > 0) {
      throw new IllegalStateException(
          "the service behind the endpoint does not echo: its replies are not what it was asked."
              + " Point --endpoint at one that sends back what it gets");
    }
    double perSecond = outcome.measured().perSecond();
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("round trips", perSecond, "/s"));
    figures.add(new Figure("requests sent", outcome.sent(), ""));
    figures.add(new Figure("answered", outcome.answered(), ""));
    outcome.errors().forEach((code, n) -> figures.add(new Figure("error " + code, n, "")));
    figures.add(new Figure("unanswered", outcome.unanswered(), ""));
    figures.add(new Figure("wrong replies", outcome.wrong(), ""));
    if (rate.isPresent()) {
      figures.add(new Figure("due, but no free socket", outcome.unsent(), ""));
    }
    figures.addAll(cpu.figures());
    figures.add(cpu.each("round trip", perSecond));
    Latency latency =
        new Latency("round trip", rate.isPresent() ? OPEN : CLOSED, outcome.measured().latencies());
    return new Result(
        Mode.REQUESTS.word(),
        rate.isPresent()
            ? "Requests at " + Figure.number(rate.getAsDouble()) + " a second"
            : "Requests, as many as possible",
        settings,
        figures,
        List.of(latency),
        List.of(outcome.measured().timeline()),
        remarks(rate, outcome));
  }

  private static List<String> remarks(OptionalDouble rate, RequestTraffic.Outcome outcome) {
    List<String> remarks = new ArrayList<>();
    if (rate.isPresent()) {
      double late = outcome.lateness().getValueAtPercentile(99) / NANOS_PER_MILLI;
      if (late > LATE_MILLIS) {
        remarks.add(
            String.format(
                "99 %% of the requests were sent up to %.1f ms late, which their latency includes:"
                    + " all sockets were busy (see --connections, --in-flight), or this tool was.",
                late));
      }
    }
    if (outcome.unanswered() + outcome.unsent() > 0) {
      remarks.add(
          "What was not answered in the end stands in the latencies with the time it had waited.");
    }
    return remarks;
  }
}
