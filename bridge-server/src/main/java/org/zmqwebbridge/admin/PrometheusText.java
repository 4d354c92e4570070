package org.zmqwebbridge.admin;

import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/** The counters in Prometheus's text format, version 0.0.4. */
final class PrometheusText {
  private PrometheusText() {}

  static String of(Counters counters) {
    StringBuilder text = new StringBuilder();
    for (Counter counter : Counter.values()) {
      text.append("# HELP ").append(counter.metric()).append(' ').append(counter.description());
      text.append("\n# TYPE ").append(counter.metric()).append(" counter\n");
      text.append(counter.metric()).append(' ').append(counters.value(counter)).append('\n');
    }
    return text.toString();
  }
}
