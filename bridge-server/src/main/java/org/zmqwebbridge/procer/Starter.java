package org.zmqwebbridge.procer;

import java.io.IOException;

/** How the program of a profile is started, and whether one runs. */
public interface Starter {
  /**
   * Starts it, so that it outlives the one that started it.
   *
   * @throws IOException if it cannot be
   */
  Started start(Profile profile) throws IOException;

  /** Whether the process in the pid file of a profile runs. */
  boolean isRunning(Profile profile);

  /** A program that was started; it may have put what it does into another process since. */
  interface Started {
    boolean isAlive();
  }
}
