package org.zmqwebbridge.mongrel2.m2sh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.zmqwebbridge.mongrel2.ServerFiles;
import org.zmqwebbridge.mongrel2.config.ServerSpec;
import org.zmqwebbridge.procer.PidFile;

/**
 * The start of one server's process.
 *
 * <p>Owner thread: main, which waits until the server is there or has failed.
 *
 * @param command its words
 */
record ServerStart(List<String> command, ServerSpec server) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_MILLIS = 50;

  /**
   * Servers that a script starts in the background ignore SIGINT, by which they are stopped; not
   * with GNU's env.
   */
  private static final List<String> HEARS_SIGNALS =
      List.of("env", "--default-signal=INT", "--default-signal=HUP");

  private static final int MAX_SHOWN = 16_384;

  /**
   * Runs it as a part of this process's group, until it ends.
   *
   * @return its exit status
   */
  int inForeground() {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException failure) {
      throw new M2shFailure(command.get(0) + " cannot be run: " + failure.getMessage(), failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new M2shFailure("stopped while the server ran", stopped);
    }
  }

  /**
   * Runs it apart, in a session of its own where the system has {@code setsid}; what it says goes
   * to its error log, and to people until it has begun.
   *
   * @return 0, as soon as its pid file is there
   * @throws M2shFailure if it has ended before, or takes too long
   */
  int detached(PrintStream err) {
    Path log = ServerFiles.of(server, server.errorLog());
    try {
      long before = Files.exists(log) ? Files.size(log) : 0;
      Process process = apart(log);
      if (isThere(process)) {
        return 0;
      }
      copy(log, before, err);
      throw new M2shFailure(
          "server " + server.name() + " has not begun; what it said is in " + log);
    } catch (IOException failure) {
      throw new M2shFailure(
          "server "
              + server.name()
              + " cannot be started: "
              + failure.getMessage()
              + "; is there the folder of "
              + log
              + ", and may this user write there?",
          failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new M2shFailure("stopped before the server had begun", stopped);
    }
  }

  private Process apart(Path log) throws IOException {
    List<String> words = new ArrayList<>();
    onPath("setsid").ifPresent(words::add);
    if (hearsSignals()) {
      words.addAll(HEARS_SIGNALS);
    }
    words.addAll(command);
    return new ProcessBuilder(words)
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private static boolean hearsSignals() throws IOException {
    List<String> probe = new ArrayList<>(HEARS_SIGNALS);
    probe.add("true");
    try {
      return new ProcessBuilder(probe)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isThere(Process process) throws InterruptedException {
    Path pidFile = ServerFiles.of(server, server.pidFile());
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!PidFile.isAlive(pidFile) && System.nanoTime() < until) {
      if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        return PidFile.isAlive(pidFile);
      }
    }
    return PidFile.isAlive(pidFile);
  }

  private static void copy(Path log, long from, PrintStream err) throws IOException {
    try (InputStream in = Files.newInputStream(log)) {
      in.skipNBytes(from);
      new String(in.readNBytes(MAX_SHOWN), UTF_8)
          .lines()
          .forEach(line -> err.println("m2sh: " + line));
    }
  }

  private static Optional<String> onPath(String program) {
    return Stream.of(
            System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
