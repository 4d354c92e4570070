package org.zmqwebbridge;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How some files looked at one moment: where each really is, its size, and when it was changed. Two
 * are equal if nothing has changed, not even by a link that points elsewhere now, as Kubernetes
 * swaps what it mounts.
 *
 * <p>Immutable.
 */
record FileStamps(SortedMap<Path, String> stamps) {
  /** Of a folder, how many files are looked at. */
  private static final int MAX_FILES_IN_FOLDER = 1_000;

  /** Looks at files, and at the files in folders, not deeper. */
  static FileStamps of(Collection<Path> files) {
    SortedMap<Path, String> stamps = new TreeMap<>();
    for (Path file : files) {
      stamps.put(file, stamp(file));
      if (Files.isDirectory(file)) {
        addFolder(file, stamps);
      }
    }
    return new FileStamps(stamps);
  }

  /** The same, but where another has looked as well, what that has seen. */
  FileStamps overlaidBy(FileStamps earlier) {
    SortedMap<Path, String> all = new TreeMap<>(stamps);
    all.putAll(earlier.stamps);
    return new FileStamps(all);
  }

  private static void addFolder(Path folder, SortedMap<Path, String> stamps) {
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
      int count = 0;
      for (Path file : inside) {
        if (++count > MAX_FILES_IN_FOLDER) {
          return;
        }
        stamps.put(file, stamp(file));
      }
    } catch (IOException unreadable) {
      stamps.put(folder, "unreadable");
    }
  }

  private static String stamp(Path file) {
    try {
      Path real = file.toRealPath();
      BasicFileAttributes now = Files.readAttributes(real, BasicFileAttributes.class);
      return real + " " + now.fileKey() + " " + now.size() + " " + now.lastModifiedTime();
    } catch (IOException absent) {
      return "absent";
    }
  }

  /** The file or folder that this text names, if there is one. */
  static Optional<Path> file(String text) {
    try {
      return Optional.of(Path.of(text)).filter(path -> !text.isEmpty() && Files.exists(path));
    } catch (InvalidPathException none) {
      return Optional.empty();
    }
  }
}
