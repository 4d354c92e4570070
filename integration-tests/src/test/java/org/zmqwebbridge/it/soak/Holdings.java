package org.zmqwebbridge.it.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process holds of its machine.
 *
 * <p>Immutable.
 *
 * @param liveBytes what is left in the heap by a full collection; 0: not looked
 */
record Holdings(long liveBytes, int threads, int descriptors, long residentBytes) {
  /** All but the heap, which costs the process a collection. */
  static Holdings of(long pid) {
    return new Holdings(
        0, (int) status(pid, "Threads:"), descriptors(pid), status(pid, "VmRSS:") << 10);
  }

  /** All of it. */
  static Holdings collectedOf(long pid) {
    long live = liveBytes(pid); // first: anyone who asks opens a descriptor there
    Holdings rest = of(pid);
    return new Holdings(live, rest.threads(), rest.descriptors(), rest.residentBytes());
  }

  /** The larger of each. */
  Holdings max(Holdings other) {
    return new Holdings(
        Math.max(liveBytes, other.liveBytes),
        Math.max(threads, other.threads),
        Math.max(descriptors, other.descriptors),
        Math.max(residentBytes, other.residentBytes));
  }

  private static long status(long pid, String name) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      String line = lines.filter(each -> each.startsWith(name)).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", ""));
    } catch (IOException e) {
      throw new UncheckedIOException("the bridge has ended", e);
    }
  }

  private static int descriptors(long pid) {
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return (int) files.count();
    } catch (IOException e) {
      throw new UncheckedIOException("the bridge has ended", e);
    }
  }

  /** The sum of what lives, from a histogram, which collects first. */
  private static long liveBytes(long pid) {
    List<String> lines = histogram(pid);
    String total = lines.get(lines.size() - 1); // Total <instances> <bytes>
    return Long.parseLong(total.replaceAll(".*\\s(\\d+)\\s*", "$1"));
  }

  /** What lives, a class a line, the largest first. */
  static List<String> histogram(long pid) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process process =
          new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(jcmd + " says: " + text);
      }
      return text.lines().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("is this a JDK? The soak needs its jcmd", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
