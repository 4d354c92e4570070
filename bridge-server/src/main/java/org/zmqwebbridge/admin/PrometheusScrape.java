package org.zmqwebbridge.admin;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Set;
import org.zmqwebbridge.observe.Meters;

/**
 * A Prometheus registry with the bridge's own meters, and those of the process around it.
 *
 * <p>Owner thread: none; any may scrape. The only class that needs Prometheus's libraries, so that
 * the rest of the listener works without them.
 */
final class PrometheusScrape {
  /** Named against Prometheus's conventions by Micrometer; promtool complains of them. */
  private static final Set<String> MISNAMED = Set.of("process.cpu.time", "system.cpu.count");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  PrometheusScrape(Meters bridge) {
    registry.config().meterFilter(MeterFilter.deny(id -> MISNAMED.contains(id.getName())));
    bridge.bindCountersAndGauges(registry);
    registry.getPrometheusRegistry().register(new Histograms(bridge));
    collections.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** Everything as it is now, in Prometheus's text format, version 0.0.4. */
  String text() {
    return registry.scrape();
  }

  /** Lets go of what the JVM calls back. */
  void close() {
    collections.close();
    registry.close();
  }
}
