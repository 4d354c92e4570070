package org.zmqwebbridge.blastbeat.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds which files of a folder go together: who was right before stays, and of two new ones the
 * first by its name.
 *
 * @param first virtual hosts that are there in any case
 * @param good what each file said before
 */
record Fitting(
    List<VhostSpec> first, IniComposition all, Map<Path, IniParts> good, FolderFaults faults) {

  /** All of these that go together; of the others, what they said before, if that does. */
  Map<Path, IniParts> of(SortedMap<Path, IniParts> read) {
    if (clash(List.copyOf(read.values())).isEmpty()) {
      return read;
    }
    Map<Path, IniParts> fitting = new TreeMap<>();
    read.forEach(
        (file, parts) -> {
          if (parts.equals(good.get(file))) {
            take(fitting, file, parts);
          }
        });
    read.forEach(
        (file, parts) -> {
          boolean isNew = !parts.equals(good.get(file));
          if (isNew && !take(fitting, file, parts) && good.containsKey(file)) {
            take(fitting, file, good.get(file));
          }
        });
    return fitting;
  }

  private boolean take(Map<Path, IniParts> fitting, Path file, IniParts parts) {
    List<IniParts> together = new ArrayList<>(fitting.values());
    together.add(parts);
    Optional<String> clash = clash(together);
    clash.ifPresentOrElse(
        why -> faults.add(file, List.of(file + ": does not go together with the others: " + why)),
        () -> fitting.put(file, parts));
    return clash.isEmpty();
  }

  private Optional<String> clash(List<IniParts> others) {
    List<VhostSpec> vhosts = new ArrayList<>(first);
    others.forEach(parts -> vhosts.addAll(parts.vhosts()));
    try {
      BlastbeatConfig unused = all.config(vhosts);
      return Optional.empty();
    } catch (IllegalArgumentException clash) {
      return Optional.of(clash.getMessage());
    }
  }
}
