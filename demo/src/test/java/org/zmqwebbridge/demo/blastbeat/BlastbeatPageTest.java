package org.zmqwebbridge.demo.blastbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page keeps to {@code default-src 'self'}, and shows code that is there. */
class BlastbeatPageTest {
  private static final int MAX_LINES_ON_SHOW = 40;

  private static String text(String name) throws IOException {
    for (String folder : List.of("/blastbeat/", "/demo/")) {
      try (InputStream in = BlastbeatPageTest.class.getResourceAsStream(folder + name)) {
        if (in != null) {
          return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
    }
    throw new AssertionError(name + " is missing");
  }

  private static List<MatchResult> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().toList();
  }

  @Test
  void nothingIsInlineOrFromElsewhere() throws IOException {
    String page = text("index.html");
    assertEquals(
        List.of(),
        found("<script(?![^>]* src=)|<style|\\s(style|on[a-z]+)\\s*=|javascript:|https?://", page)
            .stream()
            .map(MatchResult::group)
            .toList());
  }

  @Test
  void everythingThatThePageNamesIsThere() throws IOException {
    for (MatchResult one :
        found("<(?:script|link)[^>]* (?:src|href)=\"([^\"]+)\"", text("index.html"))) {
      assertNotNull(text(one.group(1)));
    }
    for (String script : List.of("blastbeat", "live", "present", "upload")) {
      for (MatchResult one : found("from '\\./([^']+)'", text("js/" + script + ".js"))) {
        assertNotNull(text("js/" + one.group(1)));
      }
      for (MatchResult one : found("from '\\.\\./([^']+)'", text("js/" + script + ".js"))) {
        assertNotNull(text(one.group(1)));
      }
    }
  }

  @Test
  void codeOnShowIsThereAndShort() throws IOException {
    List<MatchResult> figures =
        found(
            "data-code=\"([^\"]+)\"(?: data-from=\"([^\"]+)\")?(?: data-to=\"([^\"]+)\")?",
            text("index.html"));
    assertEquals(7, figures.size());
    for (MatchResult figure : figures) {
      List<String> lines = text(figure.group(1)).stripTrailing().lines().toList();
      int from = line(lines, figure.group(2), 0, 0);
      int to = line(lines, figure.group(3), from + 1, lines.size());
      assertTrue(to - from <= MAX_LINES_ON_SHOW, figure.group());
    }
  }

  private static int line(List<String> lines, String part, int from, int otherwise) {
    if (part == null) {
      return otherwise;
    }
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).contains(part)) {
        return i;
      }
    }
    throw new AssertionError("no line contains " + part);
  }
}
