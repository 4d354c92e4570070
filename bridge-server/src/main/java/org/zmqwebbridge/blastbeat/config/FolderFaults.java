package org.zmqwebbridge.blastbeat.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.zmqwebbridge.config.ConfigException;

/**
 * What is wrong with files of a folder.
 *
 * <p>Owner thread: the caller's; one for each reading.
 */
final class FolderFaults {
  private final Map<Path, List<String>> all = new TreeMap<>();

  void add(Path file, List<String> problems) {
    all.computeIfAbsent(file, key -> new ArrayList<>()).addAll(problems);
  }

  /**
   * A line for each, and what becomes of its file.
   *
   * @param kept the files of which something holds
   */
  List<String> remarks(Set<Path> kept) {
    List<String> lines = new ArrayList<>();
    all.forEach(
        (file, problems) -> {
          String outcome =
              kept.contains(file) ? " (what it said before holds)" : " (the file is left out)";
          problems.forEach(problem -> lines.add(problem + outcome));
        });
    return lines;
  }

  /**
   * @throws ConfigException with all of them, if there are any
   */
  void throwAll() {
    if (!all.isEmpty()) {
      throw new ConfigException(all.values().stream().flatMap(List::stream).toList());
    }
  }
}
