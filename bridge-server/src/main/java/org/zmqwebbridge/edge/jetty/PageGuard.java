package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Says which files below a folder may be served: regular ones that are really below it, wherever
 * symbolic links lead, and whose path has no name that begins with a dot.
 *
 * <p>Owner thread: none; immutable. It looks at the file system again each time.
 */
final class PageGuard {
  private final Path base;
  private final Path realBase;
  private final String index;

  /**
   * @param index the file that stands for its folder
   * @throws IOException if the folder is gone
   */
  PageGuard(Path base, String index) throws IOException {
    this.base = base;
    this.realBase = base.toRealPath();
    this.index = index;
  }

  /** Whether this may be served: a file, or a folder that has an index. */
  boolean allows(Path path) {
    return isBelow(path) && (Files.isDirectory(path) ? isFile(path.resolve(index)) : isFile(path));
  }

  private boolean isFile(Path path) {
    return isBelow(path) && Files.isRegularFile(path) && Files.isReadable(path);
  }

  /** As it is named, and as it is once every link is followed. */
  private boolean isBelow(Path path) {
    try {
      return isVisible(base, path.normalize()) && isVisible(realBase, path.toRealPath());
    } catch (IOException | SecurityException goneOrHidden) {
      return false;
    }
  }

  private static boolean isVisible(Path folder, Path path) {
    if (!path.startsWith(folder)) {
      return false;
    }
    for (Path name : folder.relativize(path)) {
      if (name.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }
}
