package org.zmqwebbridge.admin;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.observe.DurationHistogram;
import org.zmqwebbridge.observe.EndpointMeters;
import org.zmqwebbridge.observe.Meters;
import org.zmqwebbridge.observe.Timing;

/**
 * The durations of all endpoints as Prometheus's histograms: Micrometer takes no buckets that are
 * counted elsewhere. An endpoint at which nothing was timed is left out.
 *
 * <p>Immutable; any thread may collect.
 */
final class Histograms implements MultiCollector {
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Meters meters;

  Histograms(Meters meters) {
    this.meters = meters;
  }

  @Override
  public MetricSnapshots collect() {
    List<HistogramSnapshot> all = new ArrayList<>();
    for (Timing timing : Timing.values()) {
      all.add(histogram(timing));
    }
    return new MetricSnapshots(all.toArray(HistogramSnapshot[]::new));
  }

  private HistogramSnapshot histogram(Timing timing) {
    HistogramSnapshot.Builder histogram =
        HistogramSnapshot.builder().name(timing.metric()).help(timing.description());
    for (EndpointMeters endpoint : meters.endpoints()) {
      DurationHistogram durations = endpoint.durations(timing);
      if (durations.count() > 0) {
        histogram.dataPoint(
            HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .labels(Labels.of(Meters.ENDPOINT, endpoint.name()))
                .classicHistogramBuckets(buckets(durations))
                .sum(durations.sumNanos() / NANOS_PER_SECOND)
                .build());
      }
    }
    return histogram.build();
  }

  private static ClassicHistogramBuckets buckets(DurationHistogram durations) {
    double[] finite = DurationHistogram.upperBoundsSeconds();
    long[] counts = durations.counts();
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    for (int i = 0; i < counts.length; i++) {
      buckets.bucket(i < finite.length ? finite[i] : Double.POSITIVE_INFINITY, counts[i]);
    }
    return buckets.build();
  }
}
