package org.zmqwebbridge.it.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A document's code blocks, as they stand in it, except that the ports are free ones: a test must
 * not need that nobody uses 8000.
 *
 * @param text the document
 */
record Readme(String text) {
  private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);

  static Readme read(Path file) {
    try {
      return new Readme(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same with another port in all blocks. */
  Readme withPort(int port, int free) {
    String before = ":" + port;
    if (!text.contains(before)) {
      throw new AssertionError("nothing listens on " + port + " there");
    }
    return new Readme(text.replaceAll(before + "\\b", ":" + free));
  }

  /** How many blocks there are, in any language. */
  int size() {
    return (int) BLOCK.matcher(text).results().count();
  }

  /** The blocks in a language, in order. */
  List<String> blocks(String language) {
    return BLOCK
        .matcher(text)
        .results()
        .filter((MatchResult block) -> block.group(1).equals(language))
        .map((MatchResult block) -> block.group(2))
        .toList();
  }
}
