package org.zmqwebbridge.edge;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A Unix socket that clients come in at: a file that only programs of this machine reach.
 *
 * <p>Immutable.
 *
 * @param path of the file, absolute
 * @param mode who may connect: three octal digits, as {@code chmod} has them; empty: as the system
 *     makes files
 * @param user whose it is; empty: who runs the bridge
 * @param group the same
 */
public record UnixPlace(
    Path path, Optional<String> mode, Optional<String> user, Optional<String> group) {
  private static final int MAX_PATH = 100; // bytes; systems take 103 or 107

  /** Checks that it can be. */
  public UnixPlace {
    if (!path.isAbsolute() || path.toString().length() > MAX_PATH) {
      throw new IllegalArgumentException(
          "a Unix socket has an absolute path of at most " + MAX_PATH + " bytes, not " + path);
    }
    if (mode.isPresent() && !mode.get().matches("[0-7]{3,4}")) {
      throw new IllegalArgumentException(
          "the mode of a Unix socket is three octal digits, such as 660, not " + mode.get());
    }
  }

  /**
   * Reads {@code /run/zwb.sock?mode=660&user=zwb&group=www-data}, of which all but the path may be
   * missing.
   *
   * @param folder where a path begins that is not absolute
   * @throws IllegalArgumentException if it is something else
   */
  public static UnixPlace of(String text, Path folder) {
    int mark = text.indexOf('?');
    UnixPlace place =
        new UnixPlace(
            folder.resolve(mark < 0 ? text : text.substring(0, mark)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    for (String one : mark < 0 ? new String[0] : text.substring(mark + 1).split("&", -1)) {
      place = place.with(one);
    }
    return place;
  }

  private UnixPlace with(String option) {
    int equals = option.indexOf('=');
    Optional<String> value = Optional.of(option.substring(equals + 1));
    return switch (equals < 1 ? "" : option.substring(0, equals)) {
      case "mode" -> new UnixPlace(path, value, user, group);
      case "user" -> new UnixPlace(path, mode, value, group);
      case "group" -> new UnixPlace(path, mode, user, value);
      default ->
          throw new IllegalArgumentException(
              "after the path of a Unix socket come mode=, user= and group=, not " + option);
    };
  }

  @Override
  public String toString() {
    return "unix:" + path;
  }
}
