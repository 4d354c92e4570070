package org.zmqwebbridge.demo.mongrel2;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of the user's own: uploads come in here, and Python finds its handlers here.
 *
 * <p>Owner thread: none. Lifetime: until {@link #close}, which removes it.
 */
final class Workshop implements AutoCloseable {
  private static final List<String> SOURCES =
      List.of("mongrel2.py", "mongrel2_hello.py", "mongrel2_chat.py", "mongrel2_upload.py");

  private final Path folder;

  Workshop() {
    try {
      folder = Files.createTempDirectory("zmqwebbridge-mongrel2").toRealPath();
      Files.createDirectory(uploads());
      for (String source : SOURCES) {
        try (InputStream in = Workshop.class.getResourceAsStream("/mongrel2/source/" + source)) {
          Files.copy(in, folder.resolve(source));
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("there is no folder for uploads and handlers", failed);
    }
  }

  /** Where the server puts uploads. */
  Path uploads() {
    return folder.resolve("uploads");
  }

  /** A handler's program in Python. */
  Path program(String name) {
    return folder.resolve("mongrel2_" + name + ".py");
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException left) {
      throw new UncheckedIOException("uploads and handlers stay in " + folder, left);
    }
  }
}
