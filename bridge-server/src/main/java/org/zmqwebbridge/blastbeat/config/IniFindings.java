package org.zmqwebbridge.blastbeat.config;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.zmqwebbridge.config.ConfigException;

/**
 * What reading a file has found: mistakes, which are said all together, and remarks on what has no
 * effect.
 *
 * <p>Owner thread: the caller's; one for each file.
 */
final class IniFindings {
  /** More mistakes than anybody mends at once: it is another kind of file. */
  private static final int MAX_MISTAKES = 100;

  private record Mistake(String where, String what) {
    /** 0 for one that is of the whole file. */
    int line() {
      String number = where.substring(where.lastIndexOf(':') + 1);
      return number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 0;
    }
  }

  private final Set<Mistake> mistakes = new LinkedHashSet<>();
  private final Set<String> remarks = new LinkedHashSet<>();

  void mistake(String where, String what) {
    if (mistakes.size() < MAX_MISTAKES) {
      mistakes.add(new Mistake(where, Checks.harmless(what)));
    }
  }

  void remark(String where, String what) {
    if (remarks.size() < MAX_MISTAKES) {
      remarks.add(where + ": " + Checks.harmless(what));
    }
  }

  List<String> remarks() {
    return List.copyOf(remarks);
  }

  /**
   * @throws ConfigException with all mistakes in the order of their lines, if there are any
   */
  void throwMistakes() {
    if (!mistakes.isEmpty()) {
      throw new ConfigException(
          mistakes.stream()
              .sorted(Comparator.comparingInt(Mistake::line))
              .map(mistake -> mistake.where() + ": " + mistake.what())
              .toList());
    }
  }
}
