package org.zmqwebbridge.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * All counters, gauges and durations of one bridge, for a Micrometer registry. The names there are
 * those of the catalogues as Micrometer writes them, {@code zwb.connections.opened} for {@code
 * zwb_ws_connections_opened_total}; a registry for Prometheus makes the catalogues' of them again.
 * What endpoints have for themselves carries the tag {@code endpoint}.
 *
 * <p>Immutable; counting goes past it. A registry does not keep the bridge alive.
 */
public final class Meters implements MeterBinder {
  private static final String COUNTER_SUFFIX = "_total";
  private static final String SECONDS_SUFFIX = "_seconds";
  private static final String BUILD_INFO = "zwb.build.info";

  /** The tag, and Prometheus's label, of what endpoints have for themselves. */
  public static final String ENDPOINT = "endpoint";

  private final Counters counters;
  private final Gauges gauges;
  private final Tags build;
  private final Tags tags;

  /**
   * @param build what {@code zwb_build_info} says of the program
   * @param tags tell one bridge from another in the same registry
   */
  public Meters(Counters counters, Gauges gauges, Tags build, Tags tags) {
    this.counters = counters;
    this.gauges = gauges;
    this.build = build;
    this.tags = tags;
  }

  /**
   * Binds everything; durations as a count and a sum, since Micrometer takes no foreign buckets.
   */
  @Override
  public void bindTo(MeterRegistry registry) {
    bindCountersAndGauges(registry);
    counters.onEndpoint(endpoint -> bindDurations(endpoint, registry));
  }

  /** Binds counters and gauges, for a page that shows {@link #endpoints histograms} itself. */
  public void bindCountersAndGauges(MeterRegistry registry) {
    for (Counter counter : Counter.values()) {
      if (!counter.isPerEndpoint()) {
        bind(counter, counters, all -> all.value(counter), tags, registry);
      }
    }
    for (Gauge gauge : Gauge.values()) {
      if (!gauge.isPerEndpoint()) {
        bind(gauge, gauges, all -> all.value(gauge), tags, registry);
      }
    }
    counters.onEndpoint(endpoint -> bindEndpoint(endpoint, registry));
    bindRows(registry);
    io.micrometer.core.instrument.Gauge.builder(BUILD_INFO, () -> 1)
        .description("Always 1; its labels say which program this is")
        .tags(tags.and(build))
        .register(registry);
  }

  private void bindRows(MeterRegistry registry) {
    Map<RowGauge, MultiGauge> all = new EnumMap<>(RowGauge.class);
    for (RowGauge gauge : RowGauge.values()) {
      all.put(
          gauge,
          MultiGauge.builder(dotted(gauge.metric(), ""))
              .description(gauge.description())
              .tags(tags)
              .register(registry));
    }
    gauges.onRows((gauge, rows) -> all.get(gauge).register(rows(gauge, rows), true));
  }

  private static List<MultiGauge.Row<?>> rows(RowGauge gauge, Gauges.Rows rows) {
    List<MultiGauge.Row<?>> all = new ArrayList<>();
    for (String name : rows.names()) {
      all.add(
          MultiGauge.Row.of(Tags.of(gauge.label(), name), () -> rows.value().applyAsLong(name)));
    }
    return all;
  }

  private void bindEndpoint(EndpointMeters endpoint, MeterRegistry registry) {
    Tags own = tags.and(ENDPOINT, endpoint.name());
    for (Counter counter : Counter.values()) {
      if (counter.isPerEndpoint()) {
        bind(counter, endpoint, one -> one.value(counter), own, registry);
      }
    }
    for (Gauge gauge : Gauge.values()) {
      if (gauge.isPerEndpoint()) {
        bind(gauge, endpoint, one -> one.value(gauge), own, registry);
      }
    }
  }

  private static <T> void bind(
      Counter counter, T of, ToDoubleFunction<T> value, Tags tags, MeterRegistry registry) {
    FunctionCounter.builder(dotted(counter.metric(), COUNTER_SUFFIX), of, value)
        .description(counter.description())
        .tags(tags)
        .register(registry);
  }

  private static <T> void bind(
      Gauge gauge, T of, ToDoubleFunction<T> value, Tags tags, MeterRegistry registry) {
    io.micrometer.core.instrument.Gauge.builder(dotted(gauge.metric(), ""), of, value)
        .description(gauge.description())
        .tags(tags)
        .register(registry);
  }

  private void bindDurations(EndpointMeters endpoint, MeterRegistry registry) {
    for (Timing timing : Timing.values()) {
      FunctionTimer.builder(
              dotted(timing.metric(), SECONDS_SUFFIX),
              endpoint.durations(timing),
              DurationHistogram::count,
              DurationHistogram::sumNanos,
              TimeUnit.NANOSECONDS)
          .description(timing.description())
          .tags(tags.and(ENDPOINT, endpoint.name()))
          .register(registry);
    }
  }

  /** Every endpoint that has been there, by name. */
  public List<EndpointMeters> endpoints() {
    return counters.endpoints();
  }

  private static String dotted(String metric, String suffix) {
    return metric.substring(0, metric.length() - suffix.length()).replace('_', '.');
  }
}
