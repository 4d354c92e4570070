package org.zmqwebbridge.mongrel2.dir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Looks for files below a folder, and takes nothing that is not really there: links are followed
 * first, and what leads out of it is not found.
 *
 * <p>Owner thread: a reader's, which may block. Lifetime: as its directory.
 */
final class FolderLook {
  // By the end of a file's name, the one that is liked best first.
  private static final List<Map.Entry<String, String>> COMPRESSED =
      List.of(Map.entry(".br", "br"), Map.entry(".gz", "gzip"));

  private final DirConfig config;
  private final int maxCachedFileBytes;

  FolderLook(DirConfig config, int maxCachedFileBytes) {
    this.config = config;
    this.maxCachedFileBytes = maxCachedFileBytes;
  }

  /** What is really somewhere. */
  private record Place(Path path, BasicFileAttributes attributes) {}

  /**
   * What a path leads to now; {@code null}: nothing.
   *
   * @param before what it led to before; {@code null}: it is not known
   * @param second of the clock
   */
  Found find(String path, String prefix, Found before, long second) {
    String below = DirPath.below(path, prefix, config.indexFile()).orElse(null);
    if (below == null) {
      return null;
    }
    try {
      Path root = config.base().toRealPath();
      Place place = place(root, below);
      if (place.attributes().isDirectory()) {
        return path.endsWith("/") ? null : new Found(null, List.of(), second);
      }
      if (!place.attributes().isRegularFile() || below.endsWith("/")) {
        return null;
      }
      return found(root, below, place, before, second);
    } catch (IOException | InvalidPathException nothing) {
      return null;
    }
  }

  private Found found(Path root, String below, Place place, Found before, long second)
      throws IOException {
    List<DirFile> known = before == null ? List.of() : before.compressed();
    List<DirFile> compressed =
        config.isPrecompressed() ? compressed(root, below, known) : List.of();
    DirFile old = before == null ? null : before.plain();
    String name = place.path().getFileName().toString();
    DirFile plain = file(place, config.types().of(name), "", old);
    boolean isSame = plain == old && compressed.equals(known); // each still the very same
    return isSame ? before.checked(second) : new Found(plain, compressed, second);
  }

  private List<DirFile> compressed(Path root, String below, List<DirFile> before) {
    List<DirFile> all = new ArrayList<>(COMPRESSED.size());
    String type = config.types().of(below.substring(below.lastIndexOf('/') + 1));
    for (Map.Entry<String, String> kind : COMPRESSED) {
      try {
        Place place = place(root, below + kind.getKey());
        if (place.attributes().isRegularFile()) {
          DirFile old =
              before.stream()
                  .filter(file -> file.encoding().equals(kind.getValue()))
                  .findFirst()
                  .orElse(null);
          all.add(file(place, type, kind.getValue(), old));
        }
      } catch (IOException none) {
        // the file is there uncompressed
      }
    }
    return all;
  }

  private static Place place(Path root, String below) throws IOException {
    Path path = root.resolve(below).toRealPath();
    if (!path.startsWith(root)) {
      throw new IOException("it leads out of its folder");
    }
    return new Place(
        path, Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
  }

  private DirFile file(Place place, String type, String encoding, DirFile before)
      throws IOException {
    if (before != null && before.isStill(place.path(), place.attributes())) {
      return before;
    }
    return new DirFile(place.path(), place.attributes(), type, encoding, bytes(place));
  }

  /** All of a small file; {@code null}: it is large, or is being changed. */
  private byte[] bytes(Place place) throws IOException {
    long size = place.attributes().size();
    if (size > maxCachedFileBytes) {
      return null;
    }
    try (InputStream in = Files.newInputStream(place.path(), LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes((int) size + 1);
      return bytes.length == size ? bytes : null;
    }
  }
}
