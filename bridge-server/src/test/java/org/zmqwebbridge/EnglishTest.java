package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Documents and sources say things as one would say them: no word of this list is in them. */
class EnglishTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** What reads as translated, and what to write instead. */
  private static final Map<Pattern, String> WORDS = words();

  private static final List<String> DOCUMENTS =
      List.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "docs", "site");

  /** Sources whose comments and messages are read too: add each module as it is cleaned. */
  private static final List<String> SOURCES =
      List.of(
          "js-client/README.md",
          "js-client/src",
          "js-client/test",
          "js-client/scripts",
          "demo/README.md",
          "findings",
          "examples",
          "handlers/python",
          "rpc/python",
          "launcher",
          "zwb",
          "bridge-server/src",
          "rpc/src",
          "handlers/java",
          "demo/src/main/java",
          "bench/src",
          "integration-tests/src",
          "static-analysis",
          "embed",
          "packaging/src/main");

  /** What a contract may say, short as it is: that there is none of something. */
  private static final Set<String> ALLOWED_IN_JAVA = Set.of("without one; no …");

  private static final Set<String> FOLDERS_OF_OTHERS =
      Set.of("node_modules", "target", "dist", ".git");

  /** The list of what is refused. */
  private static final String ITSELF = "EnglishTest.java";

  private static final Set<String> ENDINGS =
      Set.of("md", "js", "mjs", "ts", "css", "java", "py", "sh", "yaml");

  /** Code in documents is not prose: blocks, and what is between backticks. */
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\n]*`");

  private static Map<Pattern, String> words() {
    Map<Pattern, String> words = new LinkedHashMap<>();
    say(words, "who(ever|mever|soever)", "anyone who; the client that; the thread that");
    say(words, "of which there (is|are) none", "no …; without …");
    say(words, "there is none", "without one; no …");
    say(words, "be it", "whether it is");
    say(words, "anew", "again");
    say(words, "(there|where|here)(of|upon|unto|with)", "of it; after which");
    say(words, "(cookie|credential|credentials|one|token) of the day", "current");
    say(
        words,
        "(right|one|frames) behind (its|the other|one another)",
        "right after; one after the other");
    say(
        words,
        "behind (its|the|a|an|another|this|that) (last )?"
            + "(deadline|pause|greeting|envelope|correction|collection|answer|message|handshake)",
        "after (behind is a place)");
    say(
        words,
        "behind (its|the|a|an|another|this|that) (last )?"
            + "(outcome|block|end|close frame|part|delimiter)",
        "after (behind is a place)");
    say(words, "(moment|second|seconds|ms|nothing \\w+) behind", "after (behind is a place)");
    say(
        words,
        "(to|for|of|by|from) who (is|has|can|may|asks|wants|comes|reads|goes|offers)",
        "to a client that");
    say(words, "(?<=[.;:] )(?-i:Who) (?!is |are |may )[a-z]+s\\b(?=[^?]*$)", "A client that …");
    return words;
  }

  private static void say(Map<Pattern, String> words, String refused, String instead) {
    words.put(Pattern.compile("(?iu)(?<![\\p{L}_-])(?:" + refused + ")(?![\\p{L}_])"), instead);
  }

  /** Never looks into folders of others, which other builds may be filling just now. */
  static List<Path> texts(String place) throws IOException {
    List<Path> texts = new ArrayList<>();
    Files.walkFileTree(
        ROOT.resolve(place),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return FOLDERS_OF_OTHERS.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!file.endsWith(ITSELF) && (place.equals("zwb") || ENDINGS.contains(ending(file)))) {
              texts.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(texts);
    return texts;
  }

  private static String ending(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String prose(Path file) throws IOException {
    String text = Files.readString(file);
    return ending(file).equals("md")
        ? CODE.matcher(text).replaceAll(code -> code.group().replaceAll("[^\n]", ""))
        : text;
  }

  private static List<String> refused(List<String> places) throws IOException {
    List<String> found = new ArrayList<>();
    int files = 0;
    for (String place : places) {
      for (Path file : texts(place)) {
        files++;
        found.addAll(refusedIn(file));
      }
    }
    assertTrue(files > 20, "files are not found");
    return found;
  }

  private static List<String> refusedIn(Path file) throws IOException {
    List<String> found = new ArrayList<>();
    int number = 0;
    for (String line : prose(file).split("\n", -1)) {
      number++;
      for (Map.Entry<Pattern, String> word : WORDS.entrySet()) {
        if (ending(file).equals("java") && ALLOWED_IN_JAVA.contains(word.getValue())) {
          continue;
        }
        var match = word.getKey().matcher(line);
        while (match.find()) {
          String place = ROOT.relativize(file) + ":" + number;
          found.add(place + ": '" + match.group() + "', better: " + word.getValue());
        }
      }
    }
    return found;
  }

  @Test
  void documentsSayItPlainly() throws IOException {
    assertEquals("", String.join("\n", refused(DOCUMENTS)));
  }

  @Test
  void commentsAndMessagesSayItPlainly() throws IOException {
    assertEquals("", String.join("\n", refused(SOURCES)));
  }
}
