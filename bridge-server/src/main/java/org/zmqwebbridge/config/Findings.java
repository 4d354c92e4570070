package org.zmqwebbridge.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What reading a configuration has found: problems, which stop the start at the first one or all
 * together, warnings, which do not, and variables that are no settings.
 *
 * <p>Owner thread: the caller's. Shared by a section and all below it.
 */
final class Findings {
  private final boolean collecting;
  private final Set<String> problems = new LinkedHashSet<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> serviceLinks = new ArrayList<>();

  private Findings(boolean collecting) {
    this.collecting = collecting;
  }

  /** The first problem stops the reading. */
  static Findings untilTheFirst() {
    return new Findings(false);
  }

  /** Reading goes on with defaults. */
  static Findings all() {
    return new Findings(true);
  }

  void problem(String problem) {
    if (!collecting) {
      throw new ConfigException(problem);
    }
    problems.add(problem);
  }

  void warning(String warning) {
    warnings.add(warning);
  }

  /** A variable that the platform has set, and nobody has asked for as a setting. */
  void serviceLink(String variable) {
    serviceLinks.add(variable);
  }

  boolean hasProblems() {
    return !problems.isEmpty();
  }

  List<String> warnings() {
    List<String> all = new ArrayList<>(warnings);
    if (!serviceLinks.isEmpty()) {
      all.add(0, ServiceLink.warning(serviceLinks));
    }
    return List.copyOf(all);
  }

  /**
   * @throws ConfigException with all problems, if there are any
   */
  void throwProblems() {
    if (hasProblems()) {
      throw new ConfigException(List.copyOf(problems));
    }
  }
}
