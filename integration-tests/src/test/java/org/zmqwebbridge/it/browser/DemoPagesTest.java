package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zmqwebbridge.it.browser.Demos.id;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;
import org.zmqwebbridge.demo.Demo;

/** What all pages of the demo have in common. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DemoPagesTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final int TABS = 60;

  /** Rules of accessibility that a program can check. */
  private static final String AXE =
      axe() + ";return (await axe.run()).violations.map(v => v.id + ': ' + v.nodes[0].html);";

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

  private static final String TOO_WIDE =
      """
      const wide = document.documentElement.scrollWidth;
      return wide <= arguments[0] ? [] : [...document.body.querySelectorAll('*')]
          .filter((one) => one.getBoundingClientRect().right > arguments[0] + 1)
          .map((one) => one.outerHTML.slice(0, 80));
      """;

  private static String axe() {
    try {
      return Files.readString(Path.of("../console/node_modules/axe-core/axe.min.js"));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private final Demo demo = Demos.start();

  @AfterAll
  void stop() {
    demo.close();
  }

  private Page open(DemoSite site) {
    return site.awaitWorking(chromium.open(demo.url() + site.file));
  }

  /** Without motion, which is a load: for what does not move. */
  private Page openStill(DemoSite site) {
    if (site == DemoSite.GRIP) {
      chromium.tolerateErrors("502"); // before its origin in Python is there
    }
    Page page = chromium.open("about:blank").prefer("prefers-reduced-motion", "reduce");
    return site.awaitWorking(page.go(demo.url() + site.file));
  }

  @ParameterizedTest
  @EnumSource
  void everyTextCanBeReadInTheLightAndInTheDark(DemoSite site) {
    try (Page page = openStill(site)) {
      for (String scheme : List.of("light", "dark")) {
        page.prefer("prefers-color-scheme", scheme);
        page.await("matchMedia('(prefers-color-scheme: ' + arguments[0] + ')').matches", scheme);
        Map<?, ?> found = (Map<?, ?>) page.promise(CONTRAST);
        assertEquals(List.of(), found.get("unreadable"), scheme);
        assertTrue((Long) found.get("texts") > 20, "texts were looked at");
        assertEquals(List.of(), page.promise(AXE), scheme);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theKeyboardReachesTheMainActionsAndShowsWhereItIs(DemoSite site) {
    try (Page page = openStill(site)) {
      page.run(FOCUS, site.actions());
      page.press(Keys.TAB);
      assertEquals("Skip to the content", page.run("return document.activeElement.innerText"));
      page.press(Stream.generate(() -> Keys.TAB).limit(TABS).toArray(CharSequence[]::new));
      assertEquals(List.of(), page.run("return missing"), "not reached by Tab");
      assertEquals(List.of(), page.run("return unmarked"), "without a sign of its focus");
    }
  }

  @ParameterizedTest
  @EnumSource
  void everythingHasANameAndFitsOnAPhone(DemoSite site) {
    try (Page page = openStill(site)) {
      assertEquals(
          List.of(),
          page.run(
              """
              const named = (one) => one.labels?.length || one.getAttribute('aria-label')
                  || one.getAttribute('aria-labelledby') || one.innerText?.trim() || one.title;
              return [...document.querySelectorAll('input, textarea, select, button, a')]
                  .filter((one) => one.checkVisibility() && !named(one))
                  .map((one) => one.outerHTML.slice(0, 120));
              """));
      for (int width : new int[] {390, 320}) {
        page.resize(width, 844);
        page.await("innerWidth === arguments[0]", width);
        assertEquals(List.of(), page.run(TOO_WIDE, width), width + " pixels");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theListOfPagesIsWholeWhileItConnects(DemoSite site) {
    try (Page page = openStill(site)) {
      page.resize(1280, 800);
      page.await("innerWidth === 1280");
      assertEquals(
          List.of(),
          page.run(
              """
              document.getElementById('state').show('connecting');
              const list = document.querySelector('.nav');
              const seen = list.getBoundingClientRect();
              return [...list.children]
                  .filter((one) => one.getBoundingClientRect().left < seen.left - 0.5
                      || one.getBoundingClientRect().right > seen.right + 0.5)
                  .map((one) => one.innerText);
              """));
    }
  }

  @Test
  void aPulledPlugIsToldAndHealsOnEveryPage() {
    Map<DemoSite, Page> pages = new EnumMap<>(DemoSite.class);
    for (DemoSite site : Stream.of(DemoSite.values()).filter(DemoSite::hasPlug).toList()) {
      pages.put(site, openStill(site)); // all at once, so that they wait together
    }
    pages.forEach(
        (site, page) -> page.click(id("pull-the-plug")).click(id("plug-" + site.service)));
    pages.forEach((site, page) -> page.awaitText(id("plug-news"), " is stopped for "));
    pages.forEach((site, page) -> page.awaitText(id("plug-news"), " is back."));
    pages.forEach(DemoSite::awaitWorking);
  }

  @Test
  void aBridgeThatIsUnpluggedComesBackUnderOpenPages() {
    chromium.tolerateErrors("WebSocket");
    chromium.tolerateErrors("/news"); // and so are the clients of the channel
    chromium.tolerateErrors("/sub/quotes?topic=NOVA"); // the stream of events is cut as they are
    try (Page landing = open(DemoSite.LANDING);
        Page chat = open(DemoSite.CHAT);
        Page channels = open(DemoSite.CHANNELS)) {
      for (Page page : List.of(landing, chat, channels)) {
        page.run(
            """
            window.lost = false;
            const state = document.getElementById('state');
            new MutationObserver(() => { lost ||= state.getAttribute('state') === 'reconnecting'; })
                .observe(state, {attributes: true});
            """);
      }
      Demos.pull(landing, "bridge", 1);
      for (Page page : List.of(landing, chat, channels)) {
        page.await("window.lost").awaitText(id("plug-news"), "live again");
      }
      DemoSite.LANDING.awaitWorking(landing);
      DemoSite.CHAT.awaitWorking(chat);
      DemoSite.CHANNELS.awaitWorking(channels);
    }
  }

  @Test
  void theLandingPageAsksByItself() {
    try (Page page = open(DemoSite.LANDING)) {
      page.fill("#ask-text", "who <i>is</i> there?").type("#ask-text", Keys.ENTER);
      page.awaitText("#answer", "echo answered who <i>is</i> there? after");
      page.await("document.querySelector('.picture .dots circle')");
      page.await("/ms/.test(document.querySelector('#round-trip').innerText)");
    }
  }
}
