package org.zmqwebbridge.demo.blastbeat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder of the user's own with the page and what it loads, from the class path: nodes in all
 * languages serve it, and Python finds its programs there.
 *
 * <p>Owner thread: none. Lifetime: until {@link #close}, which removes it.
 */
final class SiteFolder implements AutoCloseable {
  /** The page's own files, which win over those that it shares with the demo's, and its nodes. */
  private static final List<String> SOURCES = List.of("demo", "blastbeat");

  private static final ClassLoader LOADER = SiteFolder.class.getClassLoader();

  private final Path folder;

  SiteFolder() {
    try {
      folder = Files.createTempDirectory("zmqwebbridge-blastbeat").toRealPath();
      for (String source : SOURCES) {
        for (URL place : Collections.list(LOADER.getResources(source + "/"))) {
          copy(place.toURI());
        }
      }
    } catch (IOException | URISyntaxException failed) {
      throw new UncheckedIOException(
          "there is no folder for the page and its nodes", new IOException(failed));
    }
  }

  private void copy(URI source) throws IOException {
    if (source.getScheme().equals("jar")) {
      try (FileSystem jar = FileSystems.newFileSystem(source, Map.of())) {
        String inside = source.toString();
        copy(jar.getPath(inside.substring(inside.indexOf("!/") + 1)));
      }
    } else {
      copy(Path.of(source));
    }
  }

  private void copy(Path source) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = folder.resolve(source.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Where the page is. */
  Path path() {
    return folder;
  }

  /** A node's program. */
  Path program() {
    return folder.resolve("source/blastbeat_site.py");
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException left) {
      throw new UncheckedIOException("the page and its nodes stay in " + folder, left);
    }
  }
}
