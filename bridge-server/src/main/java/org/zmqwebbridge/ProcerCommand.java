package org.zmqwebbridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.zmqwebbridge.procer.PidFile;
import org.zmqwebbridge.procer.Procer;
import org.zmqwebbridge.procer.ProcessStarter;

/**
 * {@code procer PROFILES PIDFILE}: keeps the programs of a folder running, in the foreground, until
 * it is told to stop; the programs stay.
 *
 * <p>Owner thread: main; SIGHUP only leaves word that profiles are to be read again.
 */
final class ProcerCommand {
  private static final long LOOK_MILLIS = 500;

  private final Path pidFile;
  private final Path log;
  private final Procer procer;
  private final AtomicBoolean hasChanged = new AtomicBoolean(true);

  private ProcerCommand(Path profiles, Path pidFile, Map<String, String> environment) {
    this.pidFile = pidFile;
    this.log = profiles.resolve(environment.getOrDefault("PROCER_ERROR_LOG", "error.log"));
    Path runLog = profiles.resolve(environment.getOrDefault("PROCER_RUN_LOG", "run.log"));
    String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
    this.procer = new Procer(profiles, new ProcessStarter(profiles, runLog, path), this::log);
  }

  /**
   * @param words the folder of profiles, and the file for procer's own process id
   * @return the exit status, once it was interrupted
   * @throws UsageException if the words are others
   * @throws IllegalArgumentException if another procer runs, or a file cannot be written
   */
  static int run(List<String> words, Map<String, String> environment) {
    if (words.size() != 2) {
      throw new UsageException("procer takes a folder of profiles and a file for its process id");
    }
    Path profiles = Path.of(words.get(0)).toAbsolutePath().normalize();
    Path pidFile = Path.of(words.get(1)).toAbsolutePath().normalize();
    return new ProcerCommand(profiles, pidFile, environment).keep();
  }

  private int keep() {
    if (PidFile.isAlive(pidFile)) {
      throw new IllegalArgumentException(
          "procer is running already: its process is in " + pidFile + "; stop that one first");
    }
    writePidFile();
    Hangup.does(() -> hasChanged.set(true));
    try {
      while (true) {
        if (hasChanged.getAndSet(false)) {
          procer.readProfiles();
        }
        procer.look(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private void writePidFile() {
    try {
      Files.writeString(pidFile, String.valueOf(ProcessHandle.current().pid()));
    } catch (IOException failure) {
      throw new IllegalArgumentException(
          pidFile + " cannot be written; is its folder there, and may this user write there?",
          failure);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::removePidFile, "zwb-procer-end"));
  }

  private void removePidFile() {
    log("procer ends; what it has started goes on");
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException stays) {
      log(pidFile + " cannot be removed: " + stays.getMessage());
    }
  }

  private void log(String line) {
    String dated = Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + line + "\n";
    try {
      Files.writeString(log, dated, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException failure) {
      System.err.print(dated);
    }
  }
}
