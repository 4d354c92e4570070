package org.zmqwebbridge.handler;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Python with pyzmq, in this module's folder. Owner thread: the test's; no state. */
public final class Python {
  private static final List<String> INTERPRETERS = List.of("python3", "/usr/bin/python3");

  private Python() {}

  /** Starts {@code python3 args…} with the library on its path; fails if no Python has pyzmq. */
  public static Process start(String... args) throws IOException, InterruptedException {
    return process(interpreter(), args);
  }

  private static Process process(String interpreter, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of(interpreter, "-B"));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PYTHONPATH", new File("python").getAbsolutePath());
    return builder.start();
  }

  private static String interpreter() throws InterruptedException {
    for (String candidate : INTERPRETERS) {
      try {
        Process probe = process(candidate, "-c", "import zmq");
        if (probe.waitFor(30, TimeUnit.SECONDS) && probe.exitValue() == 0) {
          return candidate;
        }
      } catch (IOException absent) {
        // the next one, then
      }
    }
    throw new AssertionError(
        "neither of "
            + INTERPRETERS
            + " can import zmq; install pyzmq (Debian: apt-get install python3-zmq)");
  }

  /** Everything it prints until its end. */
  public static String read(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
