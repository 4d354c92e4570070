package org.zmqwebbridge.mongrel2.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a file of Mongrel2's says, in whichever of its forms: a SQLite database, a {@code .conf}
 * file, or the Python-like form of the first manual.
 *
 * <p>Immutable.
 *
 * @param remarks what has no effect, a line each
 */
public record Mongrel2File(Mongrel2Config config, List<String> remarks) {
  private static final String MAGIC = "SQLite format 3\0";
  private static final int MAX_BYTES = 4 << 20;

  public Mongrel2File {
    remarks = List.copyOf(remarks);
  }

  /** Whether a file is a SQLite database. */
  public static boolean isDatabase(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAGIC.length()), ISO_8859_1).equals(MAGIC);
    } catch (IOException failure) {
      throw unreadable(file, failure);
    }
  }

  /**
   * Reads a file in the form that it is in.
   *
   * @throws IllegalArgumentException if it cannot be read, or something in it is wrong; says where
   *     and what to do
   */
  public static Mongrel2File read(Path file) {
    if (isDatabase(file)) {
      return SqliteConfig.read(file);
    }
    String text = text(file);
    return PythonConfReader.isPython(text)
        ? PythonConfReader.read(text, file.toString())
        : ConfReader.read(text, file.toString());
  }

  private static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IllegalArgumentException(
            file + " is larger than " + MAX_BYTES + " bytes; is it a configuration?");
      }
      return new String(bytes, UTF_8);
    } catch (IOException failure) {
      throw unreadable(file, failure);
    }
  }

  private static IllegalArgumentException unreadable(Path file, IOException failure) {
    return new IllegalArgumentException(
        file
            + " cannot be read; is the path right, and may this user read it? ("
            + failure.getClass().getSimpleName()
            + ")",
        failure);
  }
}
