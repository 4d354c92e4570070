package org.zmqwebbridge.bench.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one load gave.
 *
 * @param mode the load's name
 * @param title one line that says what was done
 * @param settings how, in the order to be shown
 * @param figures the numbers
 * @param latencies the times
 * @param timelines the rates
 * @param remarks what a reader should know
 */
public record Result(
    String mode,
    String title,
    Map<String, String> settings,
    List<Figure> figures,
    List<Latency> latencies,
    List<Timeline> timelines,
    List<String> remarks) {

  public Result {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    figures = List.copyOf(figures);
    latencies = List.copyOf(latencies);
    timelines = List.copyOf(timelines);
    remarks = List.copyOf(remarks);
  }

  /** The figure with this name. */
  public double figure(String name) {
    return figures.stream()
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no figure is called " + name))
        .value();
  }
}
