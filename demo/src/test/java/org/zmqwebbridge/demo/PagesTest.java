package org.zmqwebbridge.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages keep to {@code default-src 'self'}, stay light, and show code that is there. */
class PagesTest {
  private static final int MAX_GZIPPED_BYTES = 40_000;

  private static final int MAX_LINES_ON_SHOW = 40;

  static Set<String> pages() throws IOException {
    return Pages.named(".html");
  }

  static Set<String> scripts() throws IOException {
    return Pages.named(".js");
  }

  @Test
  void thereAreElevenPagesAndOneForWhatIsNotThere() throws IOException {
    assertEquals(
        Set.of(
            "404.html",
            "index.html",
            "examples.html",
            "doors.html",
            "channels.html",
            "grip.html",
            "handlers.html",
            "nodes.html",
            "chat.html",
            "rpc.html",
            "quotes.html",
            "notebook.html"),
        pages());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void noScriptOrStyleIsInline(String page) throws IOException {
    String html = Pages.text(page);

    assertEquals(List.of(), found("<script(?![^>]* src=)[^>]*>", html));
    assertEquals(List.of(), found("<style", html));
    assertEquals(List.of(), found("<[^>]*\\s(style|on[a-z]+)\\s*=", html));
    assertEquals(List.of(), found("javascript:", html));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void nothingComesFromElsewhere(String page) throws IOException {
    for (String file : Pages.reachableFrom(page)) {
      String text = Pages.text(file).replace("http://www.w3.org/2000/svg", "");
      assertEquals(List.of(), found("(https?:)?//[a-z0-9.-]+\\.[a-z]{2,}", text), file);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyFileThatAPageNamesIsThere(String page) throws IOException {
    assertTrue(Pages.reachableFrom(page).size() >= 5, "the test follows references");
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void noScriptParsesMarkupOrText(String script) throws IOException {
    String dangerous =
        "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function|"
            + "setAttribute\\('style'|DOMParser|createContextualFragment";

    assertEquals(List.of(), found(dangerous, Pages.text(script)));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyPageIsLight(String page) throws IOException {
    assertIsLight("demo", page);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mongrel2", "blastbeat"})
  void soIsThePageOfEachOtherDemo(String demo) throws IOException {
    assertIsLight(demo, "index.html");
  }

  private static void assertIsLight(String demo, String page) throws IOException {
    int bytes = Pages.gzippedBytesOfAll(demo, page);

    assertTrue(bytes < MAX_GZIPPED_BYTES, page + " weighs " + bytes + " bytes gzipped");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void codeOnShowHasFortyLinesAtMost(String page) throws IOException {
    Pattern figure = Pattern.compile("<figure data-code=\"([^\"]+)\"([^>]*)>");
    for (MatchResult match : figure.matcher(Pages.text(page)).results().toList()) {
      long lines = Pages.shown(match.group(1), match.group(2)).size();
      assertTrue(lines <= MAX_LINES_ON_SHOW, match.group(1) + " shows " + lines + " lines");
      assertTrue(lines >= 5, match.group(1) + " shows " + lines + " lines");
    }
  }

  @Test
  void everyTextIsReadableInBothSchemes() throws IOException {
    Tokens tokens = Tokens.read(Pages.text("tokens.css"));
    Set<String> failing = new TreeSet<>();
    for (String ink : List.of("ink", "muted", "accent-ink", "warm-ink", "bad-ink", "good-ink")) {
      for (String ground : List.of("paper", "raised", "sunken")) {
        failing.addAll(tokens.pairsBelow(4.5, ink, ground));
      }
    }
    failing.addAll(tokens.pairsBelow(4.5, "on-accent", "accent-ink"));
    failing.addAll(tokens.pairsBelow(4.5, "warm-ink", "warm-soft"));
    failing.addAll(tokens.pairsBelow(4.5, "bad-ink", "bad-soft"));
    failing.addAll(tokens.pairsBelow(4.5, "accent-ink", "accent-soft"));
    failing.addAll(tokens.pairsBelow(3, "accent", "paper"));
    failing.addAll(tokens.pairsBelow(3, "line-strong", "paper"));

    assertEquals(Set.of(), failing);
  }

  @Test
  void colourIsDefinedInOneFile() throws IOException {
    for (String file : Pages.named(".css")) {
      if (!file.equals("tokens.css")) {
        assertEquals(List.of(), found("#[0-9a-fA-F]{3,8}\\b(?![^{]*\\{)", Pages.text(file)), file);
      }
    }
  }

  @Test
  void thePictureOfTheReadmeIsThePictureOfThePage() throws IOException {
    Pattern drawing = Pattern.compile("<g class=\"lines\">.*?</g>\\s*</svg>", Pattern.DOTALL);
    String page = first(drawing, Pages.text("index.html"));
    String readme = first(drawing, Pages.repositoryFile("docs/images/bridge.svg"));

    assertFalse(page.isEmpty());
    assertEquals(page, readme);
  }

  private static String first(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group().replaceAll("\\s+", " "))
        .findFirst()
        .orElse("");
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(MatchResult::group).toList();
  }
}
