package org.zmqwebbridge;

/**
 * How the work is spread over the processor's cores.
 *
 * @param loops threads that own ZeroMQ sockets; endpoints are spread over them
 * @param selectors threads that read from browsers; connections are spread over them
 * @param spinTurns how many turns with nothing to do a loop makes before it sleeps, at most
 * @param stuckMillis after which a thread of ZeroMQ's that does not turn is given up
 */
record Threads(int loops, int selectors, int spinTurns, long stuckMillis) {
  private static final int CORES_PER_LOOP = 4;
  private static final int CORES_PER_SELECTOR = 4;
  private static final int MOST = 8;
  private static final int SPIN_TURNS = 2_000;
  private static final long STUCK_MILLIS = 1_500;

  /** What docs/scaling.md finds right for so many cores. */
  static Threads forCores(int cores) {
    return new Threads(
        share(cores, CORES_PER_LOOP),
        share(cores, CORES_PER_SELECTOR),
        cores > 1 ? SPIN_TURNS : 0,
        STUCK_MILLIS);
  }

  /** The defaults on this machine. */
  static Threads standard() {
    return forCores(Runtime.getRuntime().availableProcessors());
  }

  Threads withLoops(int count) {
    return new Threads(count, selectors, spinTurns, stuckMillis);
  }

  Threads withSelectors(int count) {
    return new Threads(loops, count, spinTurns, stuckMillis);
  }

  Threads withSpinTurns(int turns) {
    return new Threads(loops, selectors, turns, stuckMillis);
  }

  Threads withStuckMillis(long millis) {
    return new Threads(loops, selectors, spinTurns, millis);
  }

  private static int share(int cores, int coresPerThread) {
    return Math.max(1, Math.min(MOST, cores / coresPerThread));
  }
}
