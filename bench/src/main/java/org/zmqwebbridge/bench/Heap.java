package org.zmqwebbridge.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What lives on another JVM's heap, by {@code jcmd}. */
final class Heap {
  private Heap() {}

  /**
   * Makes it collect, and counts what is left, in kB; NaN if there is no {@code jcmd}, or the
   * process is no JVM of this user.
   */
  static double liveKilobytes(long pid) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      return Double.NaN;
    }
    try {
      Process process =
          new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String histogram =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return histogram
          .lines()
          .filter(line -> line.startsWith("Total "))
          .mapToDouble(line -> Double.parseDouble(line.trim().split(" +", -1)[2]) / 1024)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException failure) {
      return Double.NaN;
    }
  }
}
