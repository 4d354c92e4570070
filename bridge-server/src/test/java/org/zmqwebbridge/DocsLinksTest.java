package org.zmqwebbridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links of the documents lead to files and headings that are there, and every page is linked. */
class DocsLinksTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]*)(?:#([^)\\s]+))?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  private static List<Path> documents() throws IOException {
    List<Path> all = new ArrayList<>();
    for (String one : List.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")) {
      all.add(ROOT.resolve(one));
    }
    for (String one : List.of("demo/README.md", "examples/README.md", "js-client/README.md")) {
      all.add(ROOT.resolve(one));
    }
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).forEach(all::add);
    }
    return all;
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> dead = new ArrayList<>();
    int count = 0;
    for (Path document : documents()) {
      for (MatchResult link : links(document)) {
        count++;
        Path target = target(document, link);
        String anchor = link.group(2);
        boolean isPage = anchor != null && target.toString().endsWith(".md");
        if (!Files.exists(target) || (isPage && !headings(target).contains(anchor))) {
          dead.add(ROOT.relativize(document) + ": " + link.group());
        }
      }
    }
    assertEquals(List.of(), dead);
    assertTrue(count > 500, "links are not found");
  }

  @Test
  void everyPageIsOnTheMap() throws IOException {
    Path map = ROOT.resolve("docs/README.md");
    List<Path> linked = links(map).stream().map(link -> target(map, link)).toList();
    for (String folder : List.of("docs", "docs/patterns", "docs/guides")) {
      try (Stream<Path> pages = Files.list(ROOT.resolve(folder))) {
        List<Path> missing =
            pages
                .filter(page -> page.toString().endsWith(".md") && !page.equals(map))
                .filter(page -> !linked.contains(page))
                .toList();
        assertEquals(List.of(), missing);
      }
    }
    for (String from : List.of("README.md", "docs/dialects.md")) {
      Path document = ROOT.resolve(from);
      assertTrue(
          links(document).stream().anyMatch(link -> target(document, link).equals(map)),
          from + " does not lead to the map");
    }
  }

  /** Those that lead to files of the repository. */
  private static List<MatchResult> links(Path document) throws IOException {
    String text = CODE.matcher(words(document)).replaceAll("");
    return LINK.matcher(text)
        .results()
        .filter(link -> !link.group(1).matches("[a-z]+:.*"))
        .toList();
  }

  private static String words(Path document) throws IOException {
    return BLOCK.matcher(Files.readString(document)).replaceAll("");
  }

  private static Path target(Path document, MatchResult link) {
    return link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1)).normalize();
  }

  /**
   * As links name them: words in lower case with hyphens between, and a number if there are more.
   */
  private static List<String> headings(Path document) throws IOException {
    List<String> names = new ArrayList<>();
    for (MatchResult heading : HEADING.matcher(words(document)).results().toList()) {
      String name =
          heading
              .group(1)
              .strip()
              .replaceAll("\\[([^]]*)\\]\\([^)]*\\)", "$1")
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N}_ -]", "")
              .replace(' ', '-');
      long before = names.stream().filter(name::equals).count();
      names.add(before == 0 ? name : name + "-" + before);
    }
    return names;
  }
}
