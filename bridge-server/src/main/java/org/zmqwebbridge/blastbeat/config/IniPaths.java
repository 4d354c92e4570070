package org.zmqwebbridge.blastbeat.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;

/**
 * Where the files are that an ini file names: as in BlastBeat, below the folder in which the
 * program was started, and if there is none, below that of the ini file.
 *
 * <p>Owner thread: the caller's; one for each file.
 *
 * @param used all that were named
 */
record IniPaths(Path file, Set<Path> used) {
  /**
   * A file or folder that is there.
   *
   * @throws IllegalArgumentException if it is not; says where it was looked for
   */
  Path existing(String text) {
    try {
      Path path = Path.of(text);
      Path beside = file.toAbsolutePath().resolveSibling(path);
      Path found = Files.exists(path) ? path : beside;
      if (!Files.isReadable(found)) {
        throw new IllegalArgumentException(
            text
                + " cannot be read, neither from "
                + Path.of("").toAbsolutePath()
                + " nor from "
                + beside.getParent()
                + "; is the path right, and may this user read it?");
      }
      used.add(found.toAbsolutePath().normalize());
      return found.toAbsolutePath().normalize();
    } catch (InvalidPathException none) {
      throw new IllegalArgumentException(Checks.quoted(text) + " is no name of a file", none);
    }
  }
}
