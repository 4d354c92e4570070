package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zmqwebbridge.it.browser.Demos.id;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

  /** A page: what it unplugs first, what it shows when it works, and what the keyboard reaches. */
  enum Site {
    LANDING("", "echo", "#open-sockets", "[1-9][0-9]*", "#ask-text", "#ask button"),
    EXAMPLES(
        "examples.html",
        "members",
        "[data-testid=sub-output]",
        "(?s)NOVA .*",
        "#req-text",
        "#req button",
        "#rpc-server-call"),
    CHAT(
        "chat.html",
        "chat",
        "[data-testid=pane-1] [data-testid=members]",
        "(?s).*\\(you\\).*",
        "[data-testid=name]",
        "[data-testid=cut]",
        "[data-testid=compose]",
        "[data-testid=send]",
        "#show-source"),
    RPC(
        "rpc.html",
        "rpc",
        "#wire",
        "(?s).*opened.*",
        "[data-testid=function-add]",
        "#p-first",
        "[data-testid=send]",
        "[data-testid=try-1]"),
    QUOTES("quotes.html", "quotes", "#rows td", "[0-9.]+", "#pause");

    final String file;
    final String service;
    final String sign;
    final String works;
    private final ImmutableList<String> own;

    Site(String file, String service, String sign, String works, String... actions) {
      this.file = file;
      this.service = service;
      this.sign = sign;
      this.works = works;
      this.own = ImmutableList.copyOf(actions);
    }

    /** What the keyboard reaches, on every page and on this one. */
    List<String> actions() {
      List<String> all = new ArrayList<>(List.of("nav a", id("pull-the-plug"), "#theme"));
      all.addAll(own);
      return all;
    }

    Page open(Demo demo) {
      return awaitWorking(chromium.open(demo.url() + file));
    }

    Page awaitWorking(Page page) {
      page.await("document.querySelector('#state[state=live]')");
      return page.await(
          "new RegExp('^' + arguments[1] + '$').test(document.querySelector(arguments[0]).innerText)",
          sign,
          works.replace("(?s).*", "[^]*").replace("(?s)", "").replace(".*", "[^]*"));
    }
  }

  private final Demo demo = Demos.start();

  @AfterAll
  void stop() {
    demo.close();
  }

  private static final String CONTRAST = script("contrast.js");

  private static String script(String name) {
    try (InputStream in = DemoPagesTest.class.getResourceAsStream("/scripts/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyTextCanBeReadInTheLightAndInTheDark(Site site) {
    try (Page page = chromium.open("about:blank")) {
      for (String scheme : List.of("light", "dark")) {
        page.prefer("prefers-color-scheme", scheme).go(demo.url() + site.file);
        site.awaitWorking(page);
        page.await("matchMedia('(prefers-color-scheme: ' + arguments[0] + ')').matches", scheme);
        Map<?, ?> found = (Map<?, ?>) page.promise(CONTRAST);
        assertEquals(List.of(), found.get("unreadable"), scheme);
        assertTrue((Long) found.get("texts") > 20, "texts were looked at");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theKeyboardReachesTheMainActionsAndShowsWhereItIs(Site site) {
    try (Page page = site.open(demo)) {
      page.run(FOCUS, site.actions());
      page.press(Keys.TAB);
      assertEquals("Skip to the content", page.run("return document.activeElement.innerText"));
      page.press(Stream.generate(() -> Keys.TAB).limit(TABS).toArray(CharSequence[]::new));
      assertEquals(List.of(), page.run("return missing"), "not reached by Tab");
      assertEquals(List.of(), page.run("return unmarked"), "without a sign of its focus");
    }
  }

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

  @ParameterizedTest
  @EnumSource
  void everythingHasANameAndFitsOnAPhone(Site site) {
    try (Page page = site.open(demo)) {
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
      page.resize(390, 844);
      page.await("innerWidth === 390");
      assertEquals(
          List.of(),
          page.run(
              """
              const wide = document.documentElement.scrollWidth;
              return wide <= 390 ? [] : [...document.body.querySelectorAll('*')]
                  .filter((one) => one.getBoundingClientRect().right > 391)
                  .map((one) => one.outerHTML.slice(0, 80));
              """));
    }
  }

  @Test
  void aPulledPlugIsToldAndHealsOnEveryPage() {
    Map<Site, Page> pages = new EnumMap<>(Site.class);
    for (Site site : Site.values()) {
      pages.put(site, site.open(demo));
    }
    pages.forEach(
        (site, page) -> page.click(id("pull-the-plug")).click(id("plug-" + site.service)));
    pages.forEach((site, page) -> page.awaitText(id("plug-news"), " is stopped for "));
    pages.forEach((site, page) -> page.awaitText(id("plug-news"), " is back."));
    pages.forEach(Site::awaitWorking);
  }

  @Test
  void aBridgeThatIsUnpluggedComesBackUnderOpenPages() {
    chromium.tolerateErrors("WebSocket");
    try (Page landing = Site.LANDING.open(demo);
        Page chat = Site.CHAT.open(demo)) {
      for (Page page : List.of(landing, chat)) {
        page.run(
            """
            window.lost = false;
            const state = document.getElementById('state');
            new MutationObserver(() => { lost ||= state.getAttribute('state') === 'reconnecting'; })
                .observe(state, {attributes: true});
            """);
      }
      Demos.pull(landing, "bridge", 1);
      for (Page page : List.of(landing, chat)) {
        page.await("window.lost").awaitText(id("plug-news"), "live again");
      }
      Site.LANDING.awaitWorking(landing);
      Site.CHAT.awaitWorking(chat);
    }
  }

  @Test
  void theLandingPageAsksByItself() {
    try (Page page = Site.LANDING.open(demo)) {
      page.fill("#ask-text", "who <i>is</i> there?").type("#ask-text", Keys.ENTER);
      page.awaitText("#answer", "echo answered who <i>is</i> there? after");
      page.await("document.querySelector('.picture .dots circle')");
      page.await("/ms/.test(document.querySelector('#round-trip').innerText)");
    }
  }
}
