package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The routes of a file, a line each; one that is wrong, or there already, is left out and said.
 *
 * <p>Immutable.
 *
 * @param warnings what was left out, and why
 */
public record RoutesFile(RouteTable table, List<String> warnings) {
  public RoutesFile {
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if the file cannot be read
   */
  public static RoutesFile read(Path file) {
    try {
      return read(Files.readAllLines(file, UTF_8), file.toString());
    } catch (IOException failure) {
      throw new IllegalArgumentException(
          "the routes file "
              + file
              + " cannot be read; is the path right, and may this user read it? ("
              + failure.getMessage()
              + ")",
          failure);
    }
  }

  /**
   * The same of lines.
   *
   * @param name of where they stand
   */
  public static RoutesFile read(List<String> lines, String name) {
    List<GripRoute> routes = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    Set<RouteCondition> conditions = new LinkedHashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String where = name + ":" + (i + 1) + ": ";
      try {
        Optional<GripRoute> route = RouteLine.read(lines.get(i));
        if (route.isPresent() && !conditions.add(route.get().condition())) {
          warnings.add(
              where + "there is a route for the same requests above; this one is left out");
        } else {
          route.ifPresent(routes::add);
        }
      } catch (IllegalArgumentException wrong) {
        warnings.add(where + wrong.getMessage() + "; this route is left out");
      }
    }
    RouteLine.idle(lines).ifPresent(idle -> warnings.add(name + ": " + idle));
    return new RoutesFile(new RouteTable(routes), warnings);
  }
}
