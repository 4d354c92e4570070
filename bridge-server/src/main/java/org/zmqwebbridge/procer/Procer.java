package org.zmqwebbridge.procer;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keeps the programs of a folder of profiles running, each after those that it depends on.
 *
 * <p>Owner thread: the caller's, which looks at it every now and then. Lifetime: as long as it is
 * looked at; what it has started goes on afterwards.
 */
public final class Procer {
  private final Path profiles;
  private final Starter starter;
  private final Consumer<String> log;
  private final Map<String, KeptProgram> programs = new LinkedHashMap<>();
  private final Set<String> wrong = new LinkedHashSet<>();

  /**
   * @param log where a line goes for each change
   */
  public Procer(Path profiles, Starter starter, Consumer<String> log) {
    this.profiles = profiles;
    this.starter = starter;
    this.log = log;
  }

  /**
   * Reads the profiles, at the start and whenever they have changed: new ones are started, those
   * that are gone are forgotten, and what runs is left alone.
   *
   * @throws IllegalArgumentException if the folder cannot be read
   */
  public void readProfiles() {
    Map<String, KeptProgram> before = new LinkedHashMap<>(programs);
    programs.clear();
    wrong.clear();
    for (Path folder : Profile.folders(profiles)) {
      String name = folder.getFileName().toString();
      try {
        Profile profile = Profile.read(folder);
        KeptProgram known = before.get(name);
        programs.put(
            name,
            known != null && known.profile().equals(profile)
                ? known
                : new KeptProgram(profile, starter, log));
      } catch (IllegalArgumentException failure) {
        log.accept(name + " is left out: " + failure.getMessage());
      }
    }
    programs.values().forEach(this::checkDependencies);
  }

  private void checkDependencies(KeptProgram program) {
    String name = program.profile().name();
    for (String needed : program.profile().depends()) {
      if (!programs.containsKey(needed)) {
        log.accept(name + " depends on " + needed + ", which is not there; it is started anyway");
      }
    }
    if (dependsOn(name, name, new LinkedHashSet<>())) {
      log.accept(name + " depends on itself in the end, and is not started; change its depends");
      wrong.add(name);
    }
  }

  private boolean dependsOn(String name, String wanted, Set<String> seen) {
    return Optional.ofNullable(programs.get(name)).stream()
        .flatMap(program -> program.profile().depends().stream())
        .anyMatch(
            needed ->
                needed.equals(wanted) || (seen.add(needed) && dependsOn(needed, wanted, seen)));
  }

  /**
   * Looks at every program once.
   *
   * @param now in milliseconds, of any clock that only goes on
   */
  public void look(long now) {
    for (KeptProgram program : programs.values()) {
      List<KeptProgram> needed =
          program.profile().depends().stream()
              .filter(programs::containsKey)
              .map(programs::get)
              .toList();
      if (!wrong.contains(program.profile().name())) {
        program.look(now, needed);
      }
    }
  }

  /** What each program does, in their order. */
  public List<String> states() {
    return programs.values().stream().map(KeptProgram::toString).toList();
  }
}
