package org.zmqwebbridge.demo.service;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finds the Pythons of this machine, and waits for what they run. Owner thread: any; no state. */
public final class Python {
  /** Debian's packages belong to Debian's Python, which need not be the first on PATH. */
  private static final List<String> INTERPRETERS = List.of("python3", "/usr/bin/python3");

  private static final int PROBE_SECONDS = 10;

  private Python() {}

  /**
   * A Python that has a module, if there is one; the module is not run.
   *
   * @param module for example {@code zmq}
   */
  public static Optional<String> having(String module) {
    return INTERPRETERS.stream().filter(one -> has(one, module)).findFirst();
  }

  private static boolean has(String interpreter, String module) {
    String probe =
        "import importlib.util, sys; sys.exit(not importlib.util.find_spec('" + module + "'))";
    try {
      Process process =
          new ProcessBuilder(interpreter, "-c", probe)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = ended(process, PROBE_SECONDS);
      process.destroyForcibly();
      return ended && process.exitValue() == 0;
    } catch (IOException noInterpreter) {
      return false;
    }
  }

  /** Waits so long for a process to end; whether it has. */
  public static boolean ended(Process process, int seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
