package org.zmqwebbridge.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.bench.report.Figure;
import org.zmqwebbridge.bench.report.ProcessStats;

/**
 * What bridge and tool take of the processors in the window, to the next turn of the loop.
 *
 * <p>Owner thread: main. Lifetime: one span's.
 */
final class CpuWatch {
  private static final String TOOL = "CPU of this tool";

  private final Span span;
  private final Optional<ProcessStats> bridge;
  private ProcessStats.Meter bridgeMeter;
  private ProcessStats.Meter toolMeter;
  private double bridgeCores = Double.NaN;
  private double toolCores = Double.NaN;

  CpuWatch(Span span, Optional<Long> bridgePid) {
    this.span = span;
    this.bridge = bridgePid.map(ProcessStats::new);
  }

  /** To be called often, and at the end of the window. */
  void look() {
    long now = System.nanoTime();
    if (toolMeter == null && now - span.windowBeginNanos() >= 0) {
      toolMeter = ProcessStats.own().meter();
      bridgeMeter = bridge.map(ProcessStats::meter).orElse(null);
    } else if (toolMeter != null && Double.isNaN(toolCores) && now - span.endNanos() >= 0) {
      toolCores = toolMeter.cores();
      bridgeCores = bridgeMeter == null ? Double.NaN : bridgeMeter.cores();
    }
  }

  List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("CPU of the bridge", bridgeCores, "cores"));
    figures.add(new Figure(TOOL, toolCores, "cores"));
    return figures;
  }

  /** Processor time of the bridge for each of so many things a second, in microseconds. */
  Figure each(String thing, double perSecond) {
    return new Figure("CPU of the bridge per " + thing, bridgeCores * 1e6 / perSecond, "µs");
  }
}
