package org.zmqwebbridge.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** The files that the demo serves, as the build left them. Owner thread: the test's; no state. */
final class Pages {
  private static final Path FOLDER = Path.of("target/classes/demo");

  /** What a page loads: from HTML, from a module's imports, from a style sheet. */
  private static final Pattern REFERENCE =
      Pattern.compile(
          "<(?:script|link)[^>]* (?:src|href)=\"([^\"]+)\"|(?:from|import) '(\\./|\\.\\./)([^']+)'"
              + "|@import \"([^\"]+)\"");

  private Pages() {}

  /** Paths of the files with an ending, without those that are only shown. */
  static Set<String> named(String ending) throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.endsWith(ending))
          .filter(name -> !name.startsWith("snippets/"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  static String text(String name) throws IOException {
    if (name.startsWith("zmq.")) {
      return new String(script(name), java.nio.charset.StandardCharsets.UTF_8);
    }
    return Files.readString(file(FOLDER, name));
  }

  /** A file of a demo, which has those of this one too. */
  private static Path file(Path own, String name) {
    Path file =
        Stream.of(own, FOLDER)
            .map(one -> one.resolve(name))
            .filter(Files::exists)
            .findFirst()
            .orElse(own);
    assertTrue(Files.isRegularFile(file), name + " is missing");
    return file;
  }

  /** How much a page and all that it loads weigh, of the demo whose folder this is. */
  static int gzippedBytesOfAll(String demo, String page) throws IOException {
    Path own = FOLDER.resolveSibling(demo);
    int bytes = 0;
    for (String name : reachableFrom(own, page)) {
      bytes += gzippedBytes(own, name);
    }
    return bytes;
  }

  /** The page, and all that it loads to become usable; what a click loads is not among it. */
  static Set<String> reachableFrom(String page) throws IOException {
    return reachableFrom(FOLDER, page);
  }

  private static Set<String> reachableFrom(Path own, String page) throws IOException {
    Set<String> seen = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(page));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (seen.add(name) && !name.startsWith("zmq.")) {
        Matcher reference = REFERENCE.matcher(Files.readString(file(own, name)));
        while (reference.find()) {
          open.push(resolve(name, reference));
        }
      }
    }
    return seen;
  }

  private static String resolve(String from, Matcher reference) {
    String target =
        Stream.of(reference.group(1), reference.group(4))
            .filter(path -> path != null)
            .findFirst()
            .orElseGet(() -> reference.group(2) + reference.group(3));
    Path folder = Path.of("/" + from).getParent();
    return folder.resolve(target).normalize().toString().substring(1);
  }

  private static int gzippedBytes(Path own, String name) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(name.startsWith("zmq.") ? script(name) : Files.readAllBytes(file(own, name)));
    }
    return packed.size();
  }

  /** The lines of a file that a figure shows, by its data-from and data-to. */
  static List<String> shown(String name, String attributes) throws IOException {
    List<String> lines = text(name).stripTrailing().lines().toList();
    int start = line(lines, attribute(attributes, "data-from"), 0, 0);
    return lines.subList(
        start, line(lines, attribute(attributes, "data-to"), start + 1, lines.size()));
  }

  private static int line(List<String> lines, String part, int from, int otherwise) {
    if (part.isEmpty()) {
      return otherwise;
    }
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).contains(part)) {
        return i;
      }
    }
    throw new AssertionError("no line contains " + part);
  }

  private static String attribute(String attributes, String name) {
    Matcher matcher = Pattern.compile(name + "=\"([^\"]*)\"").matcher(attributes);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** A file of the repository, by its path from the root. */
  static String repositoryFile(String path) throws IOException {
    return Files.readString(Path.of("..").resolve(path));
  }

  private static byte[] script(String name) throws IOException {
    String version = System.getProperty("project.version");
    String path = "/META-INF/resources/webjars/zmq.js/" + version + "/" + name;
    try (InputStream in = Pages.class.getResourceAsStream(path)) {
      assertTrue(in != null, path + " is missing");
      return in.readAllBytes();
    }
  }
}
