package org.zmqwebbridge;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.BooleanSupplier;
import org.zmqwebbridge.admin.ManagementAnswer;
import org.zmqwebbridge.admin.ManagementConfig;
import org.zmqwebbridge.admin.ManagementPaths;
import org.zmqwebbridge.admin.ManagementServer;
import org.zmqwebbridge.admin.MetricsPage;
import org.zmqwebbridge.observe.Counters;

/**
 * The management listener of an assembled bridge: {@code /livez} (the process runs), {@code
 * /readyz} (it takes connections) and {@code /metrics}.
 *
 * <p>Owner thread: the bridge's.
 */
final class BridgeManagement {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final MetricsPage metrics;
  private final ManagementServer server;

  BridgeManagement(
      ManagementConfig config, MeterBinder meters, BooleanSupplier ready, Counters counters) {
    this.metrics = new MetricsPage(meters);
    ManagementPaths paths =
        new ManagementPaths()
            .openPage("/livez", () -> ManagementAnswer.text(OK, "alive"))
            .openPage("/readyz", () -> readiness(ready.getAsBoolean()))
            .page("/metrics", metrics);
    this.server = new ManagementServer(config, paths, counters);
  }

  private static ManagementAnswer readiness(boolean ready) {
    return ready
        ? ManagementAnswer.text(OK, "ready")
        : ManagementAnswer.text(UNAVAILABLE, "not ready");
  }

  void start() {
    server.start();
  }

  int port() {
    return server.port();
  }

  void close() {
    server.close();
    metrics.close();
  }
}
