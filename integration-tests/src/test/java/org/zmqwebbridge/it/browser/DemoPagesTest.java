package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.zmqwebbridge.it.browser.Demos.id;

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
import org.zmqwebbridge.demo.blastbeat.BlastbeatDemo;
import org.zmqwebbridge.demo.blastbeat.BlastbeatOptions;
import org.zmqwebbridge.demo.mongrel2.Mongrel2Demo;
import org.zmqwebbridge.demo.mongrel2.Mongrel2Options;
import org.zmqwebbridge.demo.mongrel2.Mongrel2Options.Language;

/** What all pages of the demo have in common. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DemoPagesTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

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
    return site.awaitWorking(still().go(demo.url() + site.file));
  }

  private static Page still() {
    return chromium.open("about:blank").prefer("prefers-reduced-motion", "reduce");
  }

  /** All on one page, since loading it takes longer than looking at it. */
  @ParameterizedTest
  @EnumSource
  void everyPageCanBeReadReachedAndHeldInAHand(DemoSite site) {
    try (Page page = openStill(site)) {
      PageChecks.look(page, site.actions());
      assertTheListOfPagesIsWholeWhileItConnects(page);
    }
  }

  private static void assertTheListOfPagesIsWholeWhileItConnects(Page page) {
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

  @Test
  void soCanThePageOfMongrel2() {
    try (Mongrel2Demo mongrel2 = Mongrel2Demo.start(new Mongrel2Options(0, Language.JAVA))) {
      lookAtHelloAndChat(mongrel2.url(), "#player", "#file");
    }
  }

  @Test
  void soCanThePageOfBlastBeat() {
    try (BlastbeatDemo blastbeat =
        BlastbeatDemo.start(new BlastbeatOptions(0, BlastbeatOptions.Language.JAVA))) {
      lookAtHelloAndChat(blastbeat.url(), "#brew button", "#file");
    }
  }

  private void lookAtHelloAndChat(String url, String... more) {
    List<String> actions = new ArrayList<>(List.of("nav a", "#theme", "#hello button"));
    actions.addAll(List.of("#chat-text", "#chat button", "#upload button"));
    actions.addAll(List.of(more));
    try (Page page = still().go(url)) {
      page.awaitText(id("hello-output"), "Hello from");
      page.await("document.querySelector('#chat state-chip[state=live]')");
      PageChecks.look(page, actions);
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
