package org.zmqwebbridge.procer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs are started, watched and started again, by a clock and processes of the test's own. */
class ProcerTest implements Starter {
  private static final long SECOND = 1_000;

  @TempDir Path folder;
  private final List<String> log = new ArrayList<>();
  private final List<String> starts = new ArrayList<>();
  private final Set<String> running = new HashSet<>(); // those with a live pid file
  private final Set<String> alive = new HashSet<>(); // those whose first process lives
  private final Set<String> broken = new HashSet<>();

  @Override
  public Started start(Profile profile) throws IOException {
    starts.add(profile.name());
    if (broken.contains(profile.name())) {
      throw new IOException("no such interpreter");
    }
    alive.add(profile.name());
    return () -> alive.contains(profile.name());
  }

  @Override
  public boolean isRunning(Profile profile) {
    return running.contains(profile.name());
  }

  private void profile(String name, String depends, boolean restarts) throws IOException {
    Path profile = Files.createDirectories(folder.resolve(name));
    Path run = Files.writeString(profile.resolve("run"), "#!/bin/sh\n");
    assertTrue(run.toFile().setExecutable(true));
    Files.writeString(profile.resolve("pid_file"), name + ".pid\n");
    Files.writeString(profile.resolve("depends"), depends);
    if (restarts) {
      Files.writeString(profile.resolve("restart"), "");
    }
  }

  private Procer procer() {
    Procer procer = new Procer(folder, this, log::add);
    procer.readProfiles();
    return procer;
  }

  @Test
  void aProgramIsStartedOnceWhatItDependsOnRuns() throws IOException {
    profile("web", "db cache\n", false);
    profile("db", "", false);
    profile("cache", "db", false);
    Procer procer = procer();
    procer.look(0);
    assertEquals(List.of("db"), starts);
    running.add("db");
    procer.look(SECOND);
    procer.look(SECOND);
    assertEquals(List.of("db", "cache"), starts);
    running.add("cache");
    procer.look(2 * SECOND);
    procer.look(2 * SECOND);
    assertEquals(List.of("db", "cache", "web"), starts);
    assertEquals(List.of("cache running", "db running", "web starting"), procer.states());
  }

  @Test
  void whatRunsAlreadyIsLeftAlone() throws IOException {
    profile("db", "", true);
    running.add("db");
    Procer procer = procer();
    procer.look(0);
    assertEquals(List.of(), starts);
    assertEquals(List.of("db runs already and is left alone"), log);
  }

  @Test
  void withoutAFileRestartAnEndIsForGood() throws IOException {
    profile("db", "", false);
    Procer procer = procer();
    procer.look(0);
    running.add("db");
    procer.look(1);
    running.clear();
    alive.clear();
    procer.look(2);
    procer.look(1_000 * SECOND);
    assertEquals(List.of("db"), starts);
    assertEquals(List.of("db ended"), procer.states());
  }

  @Test
  void whatEndsTooSoonIsStartedLaterAndLater() throws IOException {
    profile("db", "", true);
    broken.add("db");
    Procer procer = procer();
    List<Long> times = new ArrayList<>();
    for (long now = 0; now < 200 * SECOND; now += SECOND) {
      int before = starts.size();
      procer.look(now);
      if (starts.size() > before) {
        times.add(now / SECOND);
      }
    }
    assertEquals(List.of(0L, 1L, 3L, 7L, 15L, 31L, 63L, 123L, 183L), times);
    assertTrue(log.contains("db cannot be started: no such interpreter"), log.toString());
  }

  @Test
  void whatRanForLongIsStartedAgainSoon() throws IOException {
    profile("db", "", true);
    Procer procer = procer();
    long now = 0;
    for (int i = 0; i < 3; i++) {
      procer.look(now);
      running.add("db");
      procer.look(now + 1);
      now += KeptProgram.STEADY_MILLIS;
      running.clear();
      alive.clear();
      procer.look(now);
      assertEquals("db has ended, and is started again in 1 s", log.get(log.size() - 1));
      now += SECOND;
    }
    assertEquals(List.of("db", "db", "db"), starts);
  }

  @Test
  void aProgramWithoutItsPidFileIsNamedAndLeftWhileItLives() throws IOException {
    profile("db", "", true);
    Procer procer = procer();
    procer.look(0);
    procer.look(2 * SECOND);
    procer.look(3 * SECOND);
    String warning = "db did not make its pid file " + folder.resolve("db.pid");
    assertEquals(List.of("db is started", warning), log);
    alive.clear();
    procer.look(4 * SECOND);
    assertEquals(List.of("db pausing"), procer.states());
  }

  @Test
  void aProgramThatDependsOnItselfIsNotStarted() throws IOException {
    profile("a", "b", false);
    profile("b", "a", false);
    profile("c", "missing", false);
    Procer procer = procer();
    procer.look(0);
    assertEquals(List.of("c"), starts);
    assertTrue(
        log.contains("a depends on itself in the end, and is not started; change its depends"));
    assertTrue(log.contains("c depends on missing, which is not there; it is started anyway"));
  }

  @Test
  void profilesAreReadAgainAndWhatRunsIsLeftAlone() throws IOException {
    profile("db", "", true);
    Procer procer = procer();
    procer.look(0);
    running.add("db");
    procer.look(1);
    profile("web", "db", true);
    Files.createDirectories(folder.resolve("half"));
    Files.createDirectories(folder.resolve(".hidden"));
    procer.readProfiles();
    procer.look(2);
    assertEquals(List.of("db", "web"), starts);
    String left = log.stream().filter(line -> line.startsWith("half")).findFirst().orElseThrow();
    assertEquals(
        "half is left out: "
            + folder.resolve("half/run")
            + " is no program that can be run; chmod +x it",
        left);
  }

  @Test
  void aFolderThatIsNotThereIsSaid() {
    Procer procer = new Procer(folder.resolve("none"), this, log::add);
    assertThrows(IllegalArgumentException.class, procer::readProfiles);
  }
}
