package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.zmqwebbridge.it.browser.Demos.id;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmqwebbridge.demo.Demo;

/** The demo's live quotes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DemoQuotesTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  /** How many colours that are no grey the plot shows: each line has its own. */
  private static final String COLOURS =
      """
      (() => {
        const canvas = document.querySelector('#plot canvas');
        if (!canvas?.width) return 0;
        const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        const seen = new Map();
        for (let i = 0; i < data.length; i += 4) {
          if (data[i + 3] === 255) {
            const colour = data.slice(i, i + 3).join();
            seen.set(colour, (seen.get(colour) ?? 0) + 1);
          }
        }
        return [...seen.values()].filter((pixels) => pixels > 20).length;
      })()
      """
          .strip();

  private final Demo demo = Demos.start();

  @AfterAll
  void stop() {
    demo.close();
  }

  private Page open() {
    return chromium.open(demo.url() + "quotes.html");
  }

  @Test
  void thePlotDrawsFourLines() {
    try (Page page = open()) {
      page.await(COLOURS + " >= 4");
    }
  }

  @Test
  void theTableHasEverySymbolAndMoves() {
    try (Page page = open()) {
      page.await(
          "[...document.querySelectorAll('#rows tr')].filter((row) =>"
              + " /^[A-Z]+\\s+[0-9]+\\.[0-9]{2}\\s+[▲▼•]/.test(row.innerText)).length === 4");
      String price = "#rows [data-symbol=NOVA] td";
      page.await(
          "document.querySelector(arguments[0]).innerText !== arguments[1]",
          price,
          page.text(price));
      page.await("Number(document.querySelector('#rate').innerText) >= 10");
    }
  }

  @Test
  void pausedMeansPaused() {
    try (Page page = open()) {
      page.awaitText("#rows [data-symbol=NOVA] td", ".");
      page.click(id("pause")).awaitText(id("pause"), "Resume");
      page.await("document.querySelector('#plot[data-paused]')");
      String count = "#rows [data-symbol=NOVA] td:last-child";
      List<?> held = page.texts(count);
      // The rate is written once a second whether held or not: two more of them, and no new number.
      page.promise(
          """
          let left = 2;
          await new Promise((done) => new MutationObserver(() => --left || done())
              .observe(document.getElementById('rate'), {childList: true}));
          """);
      assertEquals(held, page.texts(count));
      page.click(id("pause"));
      page.await(
          "document.querySelector(arguments[0]).innerText !== arguments[1]", count, held.get(0));
    }
  }

  @Test
  void onlyWhatIsFollowedComes() {
    try (Page page = open()) {
      page.awaitText("#rows [data-symbol=NOVA] td", ".");
      page.click("#rows [data-symbol=NOVA] input");
      awaitQuotes(page, 5); // what crossed has come before
      String count = "#rows [data-symbol=NOVA] td:last-child";
      String quotes = page.text(count);
      awaitQuotes(page, 5);
      assertEquals(quotes, page.text(count));
      page.click("#rows [data-symbol=NOVA] input");
      page.await("document.querySelector(arguments[0]).innerText !== arguments[1]", count, quotes);
    }
  }

  /** So many more of another symbol. */
  private static void awaitQuotes(Page page, int more) {
    String number =
        "Number(document.querySelector('#rows [data-symbol=TIDE] td:last-child').innerText)";
    page.await(number + " >= arguments[0]", (Long) page.run("return " + number) + more);
  }

  @Test
  void whoSubscribesHearsTheLastPriceFirst() {
    try (Page page = open()) {
      page.awaitText("#rows [data-symbol=NOVA] td", ".");
      Object isOlder =
          page.promise(
              """
              const ctx = new zmq.Context('/data');
              const sub = ctx.sub('quotes', {topics: ['NOVA'], last: true});
              let opened;
              sub.on('open', () => { opened = Date.now(); });
              const [symbol, body] = await sub.receive();
              ctx.close();
              return symbol === 'NOVA' && JSON.parse(body).at <= opened;
              """);
      assertEquals(true, isOlder);
    }
  }

  @Test
  void silenceIsShownAsAGap() {
    try (Page page = open()) {
      page.awaitText("#rows [data-symbol=NOVA] td", ".");
      Demos.pull(page, "quotes", 2);
      page.awaitText("#gap", "No price for");
      page.await("document.querySelector('#gap').innerText === ''");
    }
  }
}
