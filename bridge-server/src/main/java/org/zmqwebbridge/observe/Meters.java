package org.zmqwebbridge.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * All counters and gauges of one bridge, for a Micrometer registry. The names there are those of
 * the catalogues as Micrometer writes them, {@code zwb.requests} for {@code zwb_requests_total}; a
 * registry for Prometheus makes the catalogues' of them again.
 *
 * <p>Immutable; counting goes past it. A registry does not keep the bridge alive.
 */
public final class Meters implements MeterBinder {
  private static final String COUNTER_SUFFIX = "_total";

  private final Counters counters;
  private final Gauges gauges;
  private final Tags tags;

  /**
   * @param tags tell one bridge from another in the same registry
   */
  public Meters(Counters counters, Gauges gauges, Tags tags) {
    this.counters = counters;
    this.gauges = gauges;
    this.tags = tags;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Counter counter : Counter.values()) {
      String metric = counter.metric();
      String stem = metric.substring(0, metric.length() - COUNTER_SUFFIX.length());
      FunctionCounter.builder(dotted(stem), counters, all -> all.value(counter))
          .description(counter.description())
          .tags(tags)
          .register(registry);
    }
    for (Gauge gauge : Gauge.values()) {
      io.micrometer.core.instrument.Gauge.builder(
              dotted(gauge.metric()), gauges, all -> all.value(gauge))
          .description(gauge.description())
          .tags(tags)
          .register(registry);
    }
  }

  private static String dotted(String name) {
    return name.replace('_', '.');
  }
}
