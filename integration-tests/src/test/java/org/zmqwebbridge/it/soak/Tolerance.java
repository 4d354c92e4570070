package org.zmqwebbridge.it.soak;

/**
 * How far from its start a process may end that has lost nothing.
 *
 * <p>Immutable.
 *
 * @param bytes of live heap: what the JVM itself keeps, such as code that was compiled later and
 *     meters of its own; a leak of 100 bytes a page would be more after a minute or two
 * @param threads pools may have one or two more or fewer
 * @param descriptors of the JDK's and JeroMQ's selectors and pipes
 */
record Tolerance(long bytes, int threads, int descriptors) {
  static final Tolerance DEFAULT = new Tolerance(1 << 20, 2, 6);

  boolean allows(Holdings start, Holdings end) {
    return end.liveBytes() <= start.liveBytes() + bytes
        && end.threads() <= start.threads() + threads
        && end.descriptors() <= start.descriptors() + descriptors;
  }

  @Override
  public String toString() {
    return String.format(
        " (allowed: %d KiB, %d threads, %d descriptors more)", bytes >> 10, threads, descriptors);
  }
}
