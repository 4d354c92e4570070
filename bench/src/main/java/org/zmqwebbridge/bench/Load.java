package org.zmqwebbridge.bench;

import org.zmqwebbridge.bench.report.Result;

/** One way to put load on a bridge. */
interface Load {
  /**
   * Runs it to its end.
   *
   * @throws IllegalArgumentException if an option is wrong
   * @throws IllegalStateException if the load cannot be put on; the message says what to do
   */
  Result run(Options options, Site site, Progress progress);

  /** The load of a mode. */
  static Load of(Mode mode) {
    return switch (mode) {
      case REQUESTS -> new RequestLoad();
      case SUBSCRIBERS -> new SubscriberLoad();
      case TOPICS -> new TopicsLoad();
      case IDLE -> new IdleLoad();
      case POLITE -> new PoliteLoad();
    };
  }
}
