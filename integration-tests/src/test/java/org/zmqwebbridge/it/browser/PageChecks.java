package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openqa.selenium.Keys;

/**
 * What holds for every page of every demo, looked at one after the other on a page that is loaded
 * once.
 *
 * <p>Owner thread: the test's. No state.
 */
final class PageChecks {
  private static final int TABS = 60;

  /** Rules of accessibility that a program can check; loaded into a page once. */
  private static final String AXE = axe();

  private static final String BROKEN_RULES =
      "return (await axe.run()).violations.map(v => v.id + ': ' + v.nodes[0].html);";

  private static final String CONTRAST = Demos.script("contrast.js");

  /** Notes which actions had the focus, and what had it without an outline or a shadow. */
  private static final String FOCUS =
      """
      window.missing = arguments[0];
      window.unmarked = [];
      const isMarked = (one) => {
        const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(one);
        return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
      };
      addEventListener('focusin', ({target}) => {
        missing = missing.filter((action) => !target.matches(action));
        if (!isMarked(target) && !isMarked(target.parentElement)) {
          unmarked.push(target.outerHTML.slice(0, 120));
        }
      });
      """;

  private static final String NAMELESS =
      """
      const named = (one) => one.labels?.length || one.getAttribute('aria-label')
          || one.getAttribute('aria-labelledby') || one.innerText?.trim() || one.title;
      return [...document.querySelectorAll('input, textarea, select, button, a')]
          .filter((one) => one.checkVisibility() && !named(one))
          .map((one) => one.outerHTML.slice(0, 120));
      """;

  private static final String FROM_ELSEWHERE =
      """
      return performance.getEntriesByType('resource').map((one) => one.name)
          .filter((name) => new URL(name).host !== location.host);
      """;

  private static final String TOO_WIDE =
      """
      const wide = document.documentElement.scrollWidth;
      return wide <= arguments[0] ? [] : [...document.body.querySelectorAll('*')]
          .filter((one) => one.getBoundingClientRect().right > arguments[0] + 1)
          .map((one) => one.outerHTML.slice(0, 80));
      """;

  private PageChecks() {}

  private static String axe() {
    try {
      return Files.readString(Path.of("../console/node_modules/axe-core/axe.min.js"));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /**
   * Looks at a page that was just loaded, and prefers no motion.
   *
   * @param actions what the keyboard must reach, as selectors
   */
  static void look(Page page, List<String> actions) {
    theKeyboardReachesTheMainActionsAndShowsWhereItIs(page, actions);
    assertEquals(List.of(), page.run(NAMELESS), "without a name");
    everyTextCanBeReadInTheLightAndInTheDark(page);
    for (int width : new int[] {390, 320}) {
      page.resize(width, 844);
      page.await("innerWidth === arguments[0]", width);
      assertEquals(List.of(), page.run(TOO_WIDE, width), width + " pixels");
    }
    assertEquals(List.of(), page.run(FROM_ELSEWHERE), "asked for elsewhere");
  }

  private static void theKeyboardReachesTheMainActionsAndShowsWhereItIs(
      Page page, List<String> actions) {
    page.run(FOCUS, actions);
    page.press(Keys.TAB);
    assertEquals("Skip to the content", page.run("return document.activeElement.innerText"));
    page.press(Stream.generate(() -> Keys.TAB).limit(TABS).toArray(CharSequence[]::new));
    assertEquals(List.of(), page.run("return missing"), "not reached by Tab");
    assertEquals(List.of(), page.run("return unmarked"), "without a sign of its focus");
  }

  private static void everyTextCanBeReadInTheLightAndInTheDark(Page page) {
    page.run(AXE);
    for (String scheme : List.of("light", "dark")) {
      page.prefer("prefers-color-scheme", scheme);
      page.await("matchMedia('(prefers-color-scheme: ' + arguments[0] + ')').matches", scheme);
      Map<?, ?> found = (Map<?, ?>) page.promise(CONTRAST);
      assertEquals(List.of(), found.get("unreadable"), scheme);
      assertTrue((Long) found.get("texts") > 20, "texts were looked at");
      assertEquals(List.of(), page.promise(BROKEN_RULES), scheme);
    }
  }
}
