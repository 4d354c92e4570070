package org.zmqwebbridge.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What Linux says about a process.
 *
 * @param pid the process
 */
public record ProcessStats(long pid) {
  private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on every architecture
  private static final int USER_TICKS = 11; // after the name, counted from the state
  private static final int SYSTEM_TICKS = 12;

  /** This process. */
  public static ProcessStats own() {
    return new ProcessStats(ProcessHandle.current().pid());
  }

  /** Processor time used since it began, in seconds; empty if the system does not say. */
  public OptionalDouble cpuSeconds() {
    String stat = read("stat");
    int name = stat.lastIndexOf(") ");
    if (name < 0) {
      return OptionalDouble.empty();
    }
    List<String> fields = List.of(stat.substring(name + 2).split(" "));
    double ticks =
        Double.parseDouble(fields.get(USER_TICKS)) + Double.parseDouble(fields.get(SYSTEM_TICKS));
    return OptionalDouble.of(ticks / TICKS_PER_SECOND);
  }

  /** Resident memory in kB; NaN if the system does not say. */
  public double residentKilobytes() {
    return read("status")
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .mapToDouble(Double::parseDouble)
        .findFirst()
        .orElse(Double.NaN);
  }

  private String read(String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException absent) {
      return "";
    }
  }

  /** Begins to measure its use of processors. */
  public Meter meter() {
    return new Meter(this, cpuSeconds(), System.nanoTime());
  }

  /** A measurement that has begun. */
  public record Meter(ProcessStats process, OptionalDouble beganAt, long beganNanos) {
    /** How many processors it has used on average since then; NaN if the system does not say. */
    public double cores() {
      OptionalDouble now = process.cpuSeconds();
      if (beganAt.isEmpty() || now.isEmpty()) {
        return Double.NaN;
      }
      double seconds = (System.nanoTime() - beganNanos) / 1e9;
      return (now.getAsDouble() - beganAt.getAsDouble()) / seconds;
    }
  }
}
