package org.zmqwebbridge.admin;

import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.zmqwebbridge.observe.Meters;

/**
 * {@code /metrics}, as Prometheus reads it. The registry is made when somebody asks for the first
 * time: a start does not wait for it.
 *
 * <p>Owner thread: none; its lock lets one scrape at a time. Lifetime: after {@link #close} it is
 * not read any more.
 */
public final class MetricsPage implements ManagementPage, AutoCloseable {
  private final Meters bridge;
  private PrometheusScrape scrape; // null until the first time

  /**
   * @param bridge what is shown beside the process's own figures
   */
  public MetricsPage(Meters bridge) {
    this.bridge = bridge;
  }

  @Override
  public synchronized ManagementAnswer read() {
    try {
      scrape = scrape == null ? new PrometheusScrape(bridge) : scrape;
    } catch (NoClassDefFoundError missing) {
      return ManagementAnswer.text(
          HttpStatus.NOT_IMPLEMENTED_501,
          "micrometer-registry-prometheus is not on the class path; add it, or bind"
              + " Bridge.metrics() to a registry of your own.");
    }
    return new ManagementAnswer(
        HttpStatus.OK_200,
        Map.of("Content-Type", "text/plain; version=0.0.4; charset=utf-8"),
        scrape.text());
  }

  @Override
  public synchronized void close() {
    if (scrape != null) {
      scrape.close();
      scrape = null;
    }
  }
}
