package org.zmqwebbridge.demo.blastbeat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zmqwebbridge.node.BlastbeatNode;
import org.zmqwebbridge.node.NodeMessage;

/**
 * The page and what it loads, from a folder.
 *
 * <p>Owner thread: none. Immutable.
 *
 * @param folder where they are; empty: there is none
 */
record SiteFiles(Optional<Path> folder) {
  /** No file at all. */
  static final SiteFiles NONE = new SiteFiles(Optional.empty());

  private static final Pattern NAME =
      Pattern.compile("/((?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\\.([a-z0-9]+))");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "py", "text/plain; charset=utf-8",
          "java", "text/plain; charset=utf-8",
          "sh", "text/plain; charset=utf-8");

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'",
          "X-Content-Type-Options", "nosniff",
          "Cache-Control", "no-cache");

  /** Answers with a file, or says that there is none. */
  void answer(BlastbeatNode node, NodeMessage request, String path) {
    Matcher name = NAME.matcher(path.equals("/") ? "/index.html" : path);
    Optional<Path> file =
        folder.filter(any -> name.matches()).map(there -> there.resolve(name.group(1)));
    Map<String, String> headers = new LinkedHashMap<>(HEADERS);
    headers.put("Content-Type", "text/plain; charset=utf-8");
    if (file.filter(Files::isRegularFile).isEmpty()) {
      byte[] words = ("there is no " + path + "\n").getBytes(UTF_8);
      node.answer(request, "404 Not Found", headers, words);
      return;
    }
    headers.put("Content-Type", TYPES.getOrDefault(name.group(2), "application/octet-stream"));
    try {
      node.answer(request, "200 OK", headers, Files.readAllBytes(file.get()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
