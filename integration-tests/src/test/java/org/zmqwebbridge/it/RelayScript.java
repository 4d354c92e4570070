package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A conversation with a push relay, as a file of relay/ has it; its README says how.
 *
 * @param rule what it shows, in one sentence
 * @param flavors in which it is had
 * @param isOurs whether nchan has not got what it shows
 * @param locations lines that {@link RelayLocations} reads; none: the usual ones
 */
record RelayScript(
    String rule,
    List<String> flavors,
    boolean isOurs,
    List<String> locations,
    List<RelayScript.Step> steps) {

  /**
   * A request, or an answer that is expected.
   *
   * @param tag by which a request that is held is found again; empty: it is answered at once
   * @param first method and path, or the status
   * @param headers in order; of an answer, a name that begins with a minus is not to be there
   * @param body its lines; {@code null}: none is said
   */
  record Step(
      boolean isRequest, String tag, String first, Map<String, String> headers, String body) {}

  private static final Path FOLDER = Path.of("src/test/resources/relay");

  /** All that there are. */
  static List<RelayScript> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".txt"))
          .sorted()
          .flatMap(file -> read(file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<RelayScript> read(Path file) {
    try {
      List<RelayScript> scripts = new ArrayList<>();
      List<String> lines = new ArrayList<>();
      for (String line : Files.readAllLines(file, UTF_8)) {
        if (line.startsWith("rule ") && !lines.isEmpty()) {
          scripts.add(parse(lines));
          lines.clear();
        }
        if (!line.isBlank() && !line.startsWith("//")) {
          lines.add(line);
        }
      }
      scripts.add(parse(lines));
      return scripts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RelayScript parse(List<String> lines) {
    List<String> locations = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    List<String> flavors = List.of();
    boolean isOurs = false;
    int at = 1;
    for (; !isStep(lines.get(at)); at++) {
      String line = lines.get(at);
      if (line.startsWith("in ")) {
        flavors = List.of(line.substring(3).strip().split(" +"));
      } else if (line.equals("ours")) {
        isOurs = true;
      } else {
        locations.add(line);
      }
    }
    while (at < lines.size()) {
      int end = at + 1;
      while (end < lines.size() && !isStep(lines.get(end))) {
        end++;
      }
      steps.add(step(lines.subList(at, end)));
      at = end;
    }
    return new RelayScript(lines.get(0).substring(5).strip(), flavors, isOurs, locations, steps);
  }

  private static boolean isStep(String line) {
    return line.startsWith(">") || line.startsWith("<");
  }

  private static Step step(List<String> lines) {
    String head = lines.get(0);
    int space = head.indexOf(' ');
    Map<String, String> headers = new LinkedHashMap<>();
    StringBuilder body = null;
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith("|")) {
        body = body == null ? new StringBuilder() : body.append("\r\n");
        body.append(line.length() > 2 ? line.substring(2) : "");
      } else {
        int colon = line.indexOf(':');
        headers.put(
            colon < 0 ? line : line.substring(0, colon),
            colon < 0 ? "" : line.substring(colon + 1).strip());
      }
    }
    return new Step(
        head.startsWith(">"),
        head.substring(1, space),
        head.substring(space + 1).strip(),
        headers,
        body == null ? null : body.toString());
  }

  @Override
  public String toString() {
    return rule;
  }
}
