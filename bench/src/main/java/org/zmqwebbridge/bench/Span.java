package org.zmqwebbridge.bench;

import org.zmqwebbridge.bench.report.Measurement;

/**
 * A time to warm up, and the window after it that is measured.
 *
 * @param beginNanos when the load begins, on the clock of {@link System#nanoTime}
 * @param warmNanos not measured
 * @param windowNanos measured
 */
record Span(long beginNanos, long warmNanos, long windowNanos) {
  /** One that begins now. */
  static Span fromNow(double warmSeconds, double seconds) {
    return new Span(System.nanoTime(), (long) (warmSeconds * 1e9), (long) (seconds * 1e9));
  }

  long windowBeginNanos() {
    return beginNanos + warmNanos;
  }

  long endNanos() {
    return windowBeginNanos() + windowNanos;
  }

  Measurement measurement(String things) {
    return new Measurement(things, windowBeginNanos(), endNanos());
  }
}
