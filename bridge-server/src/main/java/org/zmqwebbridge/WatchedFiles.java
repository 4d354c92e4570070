package org.zmqwebbridge;

import java.nio.file.Path;
import java.util.Set;

/**
 * Whether some files have changed since they were read, and are not being changed any more.
 *
 * <p>Owner thread: the one that reads them, then the one for reloads.
 */
final class WatchedFiles {
  private Set<Path> files = Set.of();
  private FileStamps read = FileStamps.of(Set.of());
  private FileStamps seen = read; // at the last look

  /** These are about to be read. */
  void reading(Set<Path> all) {
    files = Set.copyOf(all);
    read = FileStamps.of(files);
    seen = read;
  }

  /** Asked again and again: whether there is a change, and none since the last time. */
  boolean haveSettledAnew() {
    FileStamps now = FileStamps.of(files);
    boolean settled = now.equals(seen);
    seen = now;
    return settled && !now.equals(read);
  }
}
