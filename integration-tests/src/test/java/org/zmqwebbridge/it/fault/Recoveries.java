package org.zmqwebbridge.it.fault;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * What the scenarios took, for people.
 *
 * <p>Owner thread: none; each scenario's adds its own.
 */
final class Recoveries {
  /** What the bridge is to manage. */
  private static final long PROMISED_MILLIS = 2_000;

  private record Line(String rule, Scenario.Report report) {}

  private final Queue<Line> lines = new ConcurrentLinkedQueue<>();

  void add(String rule, Scenario.Report report) {
    lines.add(new Line(rule, report));
  }

  /** A line each, the slowest recovery first. */
  String table() {
    String head = String.format("%9s  %9s  %s%n", "recovery", "outcome", "rule, and outcomes");
    return lines.stream()
        .sorted(Comparator.comparing(line -> -line.report().recoveryMillis()))
        .map(Recoveries::text)
        .collect(Collectors.joining("", head, ""));
  }

  private static String text(Line line) {
    Scenario.Report report = line.report();
    return String.format(
        "%6d ms  %6d ms  %s: %s%n",
        report.recoveryMillis(), report.slowestMillis(), line.rule(), words(report.outcomes()));
  }

  private static String words(Map<String, Long> outcomes) {
    return outcomes.isEmpty()
        ? "nobody asks"
        : outcomes.entrySet().stream()
            .map(outcome -> outcome.getValue() + " " + outcome.getKey())
            .collect(Collectors.joining(", "));
  }

  /** Whether each took no longer than is promised. */
  boolean areInTime() {
    return lines.stream().noneMatch(Recoveries::isLate);
  }

  private static boolean isLate(Line line) {
    return line.report().recoveryMillis() > PROMISED_MILLIS;
  }

  String summary() {
    List<String> slow =
        lines.stream()
            .filter(Recoveries::isLate)
            .map(line -> line.report().recoveryMillis() + " ms: " + line.rule())
            .toList();
    long slowest = lines.stream().mapToLong(line -> line.report().recoveryMillis()).max().orElse(0);
    return lines.size()
        + " fault scenarios, slowest recovery "
        + slowest
        + " ms, above "
        + PROMISED_MILLIS
        + " ms: "
        + slow;
  }
}
