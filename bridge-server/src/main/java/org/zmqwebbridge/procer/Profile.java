package org.zmqwebbridge.procer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One program that is kept running: a folder with the files {@code run}, {@code pid_file}, {@code
 * depends} and perhaps one that is called restart.
 *
 * <p>Immutable.
 *
 * @param name of the folder
 * @param run the program
 * @param pidFile where it says which process it is
 * @param depends the names of those that must run before it
 * @param restarts whether it is started again when it has ended
 */
public record Profile(
    String name, Path folder, Path run, Path pidFile, List<String> depends, boolean restarts) {
  private static final int MAX_BYTES = 4096;

  public Profile {
    depends = List.copyOf(depends);
  }

  /**
   * Reads one.
   *
   * @param folder absolute
   * @throws IllegalArgumentException if something in it is missing; says what
   */
  public static Profile read(Path folder) {
    Path run = folder.resolve("run");
    if (!Files.isExecutable(run)) {
      throw new IllegalArgumentException(run + " is no program that can be run; chmod +x it");
    }
    String pidFile =
        line(folder.resolve("pid_file"))
            .filter(line -> !line.isEmpty())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        folder.resolve("pid_file")
                            + " is missing; write the path of a file in it"));
    List<String> depends =
        line(folder.resolve("depends")).stream()
            .flatMap(line -> Stream.of(line.split("\\s+")))
            .filter(word -> !word.isEmpty())
            .toList();
    return new Profile(
        folder.getFileName().toString(),
        folder,
        run,
        folder.toAbsolutePath().getParent().resolve(pidFile),
        depends,
        Files.isReadable(folder.resolve("restart")));
  }

  /** The first line of a file. */
  private static Optional<String> line(Path file) {
    try {
      if (!Files.isReadable(file) || Files.size(file) > MAX_BYTES) {
        return Optional.empty();
      }
      return Files.readString(file, UTF_8)
          .lines()
          .findFirst()
          .map(String::strip)
          .or(() -> Optional.of(""));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /**
   * The folders of profiles in a folder, by name: what begins with a letter or a digit.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  public static List<Path> folders(Path profiles) {
    try (Stream<Path> all = Files.list(profiles)) {
      return all.filter(Files::isDirectory)
          .filter(folder -> folder.getFileName().toString().matches("[A-Za-z0-9].*"))
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw new IllegalArgumentException(
          profiles + " is no folder of profiles that can be read; is the path right?", failure);
    }
  }
}
