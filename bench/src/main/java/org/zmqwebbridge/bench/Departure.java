package org.zmqwebbridge.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.zmqwebbridge.bench.client.LoadLoop;
import org.zmqwebbridge.bench.report.Figure;

/**
 * All connections end at once, and the bridge has to see it.
 *
 * @param leavingSeconds what it took to end them on this side
 * @param goneSeconds from the first end until the bridge had none; NaN: it still had some
 */
record Departure(double leavingSeconds, double goneSeconds) {
  static final long PATIENCE_SECONDS = 30;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** What the bridge has of connections, whatever they are for. */
  private static final String[] GAUGES = {
    "zwb_tcp_connections_open",
    "zwb_ws_connections_open",
    "zwb_http_streams_open",
    "zwb_http_exchanges_open"
  };

  /** Ends all connections of a loop, and waits until the bridge has none. */
  static Departure of(LoadLoop loop, Management bridge) {
    long began = System.nanoTime();
    loop.close();
    double leaving = (System.nanoTime() - began) / 1e9;
    while (bridge.sum(GAUGES) > 0) {
      if (System.nanoTime() - began > PATIENCE_NANOS) {
        return new Departure(leaving, Double.NaN);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return new Departure(leaving, (System.nanoTime() - began) / 1e9);
  }

  List<Figure> figures() {
    return List.of(
        new Figure("all leave at once, in", leavingSeconds, "s"),
        new Figure("the bridge has none left after", goneSeconds, "s"));
  }
}
