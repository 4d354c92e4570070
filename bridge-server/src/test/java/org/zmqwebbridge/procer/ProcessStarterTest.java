package org.zmqwebbridge.procer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zmqwebbridge.kit.Await.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of profiles as real processes. */
class ProcessStarterTest {
  /** Waits at a pipe that nobody writes to, without a process of its own for that. */
  private static final String RUN =
      """
      #!/bin/sh
      echo "$PROCER_ACTION in $(pwd)"
      mkfifo wait
      echo $$ >"$PROCER_PIDFILE.tmp"
      mv "$PROCER_PIDFILE.tmp" "$PROCER_PIDFILE"
      read -r line <>wait
      """;

  @TempDir Path folder;

  private Profile profile() throws IOException {
    Path profile = Files.createDirectories(folder.resolve("one"));
    Path run = Files.writeString(profile.resolve("run"), RUN, UTF_8);
    assertTrue(run.toFile().setExecutable(true));
    Files.writeString(profile.resolve("pid_file"), "one.pid");
    return Profile.read(profile);
  }

  @Test
  void aProgramBeginsInTheFolderOfProfilesAndIsKnownByItsPidFile() throws Exception {
    Profile profile = profile();
    Path log = folder.resolve("run.log");
    Files.writeString(profile.pidFile(), "999999999"); // of no process
    ProcessStarter starter = new ProcessStarter(folder, log, System.getenv("PATH"));
    assertFalse(starter.isRunning(profile));
    Starter.Started started = starter.start(profile);
    await("its pid file", () -> starter.isRunning(profile));
    ProcessHandle process =
        ProcessHandle.of(PidFile.read(profile.pidFile()).orElseThrow()).orElseThrow();
    try {
      assertTrue(started.isAlive());
      assertEquals("one in " + folder.toRealPath() + "\n", Files.readString(log, UTF_8));
    } finally {
      process.destroyForcibly();
    }
    process.onExit().get(30, TimeUnit.SECONDS);
    assertFalse(starter.isRunning(profile));
  }

  @Test
  void aPidFileThatNamesNoProcessIsNone() throws IOException {
    Path file = folder.resolve("x.pid");
    assertTrue(PidFile.read(file).isEmpty());
    for (String text : new String[] {"", "0", "1", "-5", "x", "12 13", "99999999999999"}) {
      Files.writeString(file, text);
      assertTrue(PidFile.read(file).isEmpty(), text);
    }
    Files.writeString(file, " 4711\n");
    assertEquals(4711, PidFile.read(file).orElseThrow());
  }
}
