package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zmqwebbridge.it.browser.Demos.id;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;
import org.zmqwebbridge.demo.Demo;
import org.zmqwebbridge.demo.DemoOptions.ChatLanguage;

/** The demo's chat: two people in one window, and two windows with each other. */
final class DemoChatTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final String ADA = id("pane-1") + " ";
  private static final String BOB = id("pane-2") + " ";
  private static final String HERE = id("members");
  private static final String MESSAGES = id("messages");
  private static final String WORDS = id("words");

  /** A window in which both have joined. */
  private static Page open(Demo demo) {
    Page page = chromium.open(demo.url() + "chat.html");
    return page.awaitText(ADA + HERE, "(you)").awaitText(BOB + HERE, "(you)");
  }

  private static void say(Page page, String who, String text) {
    page.type(who + id("compose"), text, Keys.ENTER);
  }

  /** Waits until this side shows the message, once. */
  private static void awaitMessage(Page page, String who, String text) {
    page.await(
        "[...document.querySelectorAll(arguments[0])]"
            + ".filter((e) => e.textContent === arguments[1]).length === 1",
        who + id("text"),
        text);
  }

  /** Waits for the mark after one's own last message. */
  private static void awaitStatus(Page page, String who, String status) {
    page.await(
        "[...document.querySelectorAll(arguments[0])].at(-1)?.innerText.includes(arguments[1])",
        who + id("status"),
        status);
  }

  private static Set<String> names(Page page, String who) {
    Set<String> names = new TreeSet<>();
    page.texts(who + HERE + " bdi").forEach(name -> names.add(name.toString()));
    return names;
  }

  @ParameterizedTest
  @EnumSource
  void twoWindowsTalkWhateverTheServiceIsWrittenIn(ChatLanguage language) {
    try (Demo demo = Demos.start(language);
        Page first = open(demo)) {
      assertEquals(Set.of("Ada", "Bob"), names(first, ADA));
      say(first, ADA, "Is this on?");
      awaitMessage(first, ADA, "Is this on?");
      awaitMessage(first, BOB, "Is this on?");
      awaitStatus(first, ADA, "✓✓");
      try (Page second = open(demo)) {
        awaitMessage(second, ADA, "Is this on?");
        first.await("document.querySelectorAll(arguments[0]).length === 4", ADA + HERE + " li");
        assertEquals(names(first, ADA), names(second, BOB));
        assertEquals(4, names(second, BOB).size());
        say(second, BOB, "It is.");
        awaitMessage(first, ADA, "It is.");
        awaitMessage(first, BOB, "It is.");
        awaitStatus(second, BOB, "✓✓");
        second.type(ADA + id("compose"), "Wait");
        first.awaitText(BOB + id("typing"), "typing");
      }
      first.awaitText(ADA + MESSAGES, "is gone");
    }
  }

  @Test
  void markupStaysText() {
    String markup = "<img src=x onerror=\"document.title='hacked'\"><b>bold</b>";
    try (Demo demo = Demos.start();
        Page page = open(demo)) {
      page.fill(ADA + id("name"), "<i>Eve</i>").type(ADA + id("name"), Keys.TAB);
      page.awaitText(BOB + HERE, "<i>Eve</i>");
      say(page, ADA, markup);
      awaitMessage(page, BOB, markup);
      awaitMessage(page, ADA, markup);
      assertEquals(
          0L,
          page.run("return document.querySelectorAll('#panes b, #panes i, #panes img').length"));
      assertTrue(page.run("return document.title").toString().startsWith("Chat"));
    }
  }

  @Test
  void whoIsCutOffSeesACountdownAndLosesNothing() {
    chromium.tolerateErrors("WebSocket");
    try (Demo demo = Demos.start();
        Page page = open(demo)) {
      page.run(TIME);
      page.click(ADA + id("cut"));
      page.await(
          "/reconnecting in \\d s/.test(document.querySelector(arguments[0]).innerText)", ADA);
      say(page, ADA, "written in the dark");
      awaitStatus(page, ADA, "waiting");
      say(page, BOB, "Ada?");
      awaitMessage(page, BOB, "Ada?");
      page.run("skip(9000)");
      page.click(ADA + id("retry-now"));
      page.await("document.querySelector(arguments[0] + 'state-chip[state=live]')", ADA);
      awaitMessage(page, BOB, "written in the dark");
      awaitMessage(page, ADA, "Ada?");
      awaitStatus(page, ADA, "✓✓");
    }
  }

  /** The cut ends when the test says so, and no attempt begins by itself: only the button helps. */
  private static final String TIME =
      """
      const now = performance.now.bind(performance);
      let skipped = 0;
      performance.now = () => now() + skipped;
      window.skip = (millis) => { skipped += millis; };
      const later = window.setTimeout.bind(window);
      window.setTimeout = (fn, millis, ...rest) => millis === 1000 ? 0 : later(fn, millis, ...rest);
      """;

  @Test
  void whatIsWrittenWhileTheServiceIsGoneWaitsForIt() {
    try (Demo demo = Demos.start();
        Page page = open(demo)) {
      Demos.pull(page, "chat", 6);
      page.awaitText(id("plug-news"), "The chat service is stopped");
      say(page, ADA, "anybody?");
      awaitStatus(page, ADA, "waiting");
      page.awaitText(ADA + WORDS, "does not answer");
      page.awaitText(id("plug-news"), "The chat service is back");
      awaitMessage(page, BOB, "anybody?");
      awaitStatus(page, ADA, "✓✓");
      assertEquals(Set.of("Ada", "Bob"), names(page, BOB));
    }
  }

  @Test
  void theSourceOnShowIsTheFilesThatRun() {
    try (Demo demo = Demos.start();
        Page page = open(demo)) {
      page.click("#show-source");
      page.await("document.querySelector('#source').open");
      page.awaitText("#file-page", "export class Room");
      page.click("#tab-java").awaitText("#file-java", "public void serve");
      page.click("#tab-python").awaitText("#file-python", "def serve");
      assertEquals(
          true,
          page.promise(
              """
              const whole = (figure) => fetch(figure.dataset.code).then((file) => file.text());
              const same = [...document.querySelectorAll('#source figure')].map(async (figure) => {
                const flat = (text) => text.replace(/\\s+/g, ' ').trim();
                return flat(await whole(figure)).includes(flat(figure.querySelector('pre').textContent));
              });
              return (await Promise.all(same)).every(Boolean);
              """));
      page.press(Keys.ESCAPE);
      page.await("!document.querySelector('#source').open");
      page.await("document.activeElement.id === 'show-source'");
    }
  }
}
