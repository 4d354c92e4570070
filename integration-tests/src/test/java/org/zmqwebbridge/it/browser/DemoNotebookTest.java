package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.zmqwebbridge.it.browser.Demos.id;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.demo.Demo;
import org.zmqwebbridge.demo.service.Python;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.kit.Await;

/**
 * The demo's notebook: a Jupyter kernel that the page drives by itself. Skipped where no Python has
 * ipykernel.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DemoNotebookTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final String CELL = id("cell") + ":last-child ";
  private static final String MARKUP =
      "<img src=x onerror=document.title='hacked'><script>document.title='hacked'</script>";

  /** Whether a socket of each kind is refused, by its code. */
  private static final String ATTEMPTS =
      """
      const ctx = new zmq.Context('/data');
      const options = given[0] ? {auth: {key: given[0]}} : {};
      const sockets = [ctx.req('kernel', options), ctx.dealer('kernel-shell', options),
          ctx.dealer('kernel-control', options), ctx.sub('kernel-iopub', {topics: [''], ...options})];
      const codes = await Promise.all(sockets.map((one) =>
          one.opened.then(() => 'opened', (error) => error.code)));
      ctx.close();
      return codes;
      """;

  private final Demo demo = Demos.start();

  @BeforeEach
  void isInstalled() {
    assumeTrue(
        Python.having("ipykernel").isPresent(),
        "no python3 has ipykernel; Debian's package is python3-ipykernel");
  }

  @AfterAll
  void stop() {
    demo.close();
  }

  private static Page open(String url) {
    return chromium.open(url).await("document.querySelector('#kernel[data-state=idle]')");
  }

  /** Runs code in a new cell; it may not have ended. */
  private static Page run(Page page, String code) {
    page.click(id("add"));
    page.run(
        """
        const area = document.querySelector(arguments[0]);
        area.value = arguments[1];
        area.dispatchEvent(new Event('input'));
        """,
        CELL + id("code"),
        code);
    return page.click(CELL + id("run"));
  }

  private static Page awaitEnd(Page page, String state) {
    return page.await(
        "document.querySelector(arguments[0]).dataset.state === arguments[1]", CELL.strip(), state);
  }

  @Test
  void codeGoesInAndWhatItPrintsComesOut() {
    try (Page page = open(demo.notebookUrl())) {
      assertEquals("", page.run("return location.hash"), "the key has left the address");
      run(page, "import sys\nprint('out'); print('err', file=sys.stderr)\n6 * 7");
      awaitEnd(page, "ok");
      page.awaitText(CELL + ".stdout", "out").awaitText(CELL + ".stderr", "err");
      page.awaitText(CELL + ".result", "42");
      run(page, "1 / 0");
      awaitEnd(page, "error").awaitText(CELL + ".error", "ZeroDivisionError: division by zero");
      assertTrue(!page.text(CELL + ".error").contains("\u001b"));
      run(page, "input()");
      awaitEnd(page, "error").awaitText(CELL + ".error", "StdinNotImplementedError");
    }
  }

  @Test
  void pngBytesBecomePixels() {
    try (Page page = open(demo.notebookUrl())) {
      page.run("document.querySelectorAll(arguments[0])[1].click()", id("run"));
      page.await("document.querySelector('canvas[data-drawn]')");
      assertEquals(
          List.of(320L, 120L, 15L, 139L, 141L, 255L),
          page.run(
              """
              const canvas = document.querySelector('canvas[data-drawn]');
              const pixel = canvas.getContext('2d').getImageData(0, 0, 1, 1).data;
              return [canvas.width, canvas.height, ...pixel];
              """));
    }
  }

  @Test
  void markupOfTheKernelStaysText() {
    try (Page page = open(demo.notebookUrl())) {
      run(
          page,
          """
          from IPython.display import HTML, Javascript, display
          markup = "%s"
          print(markup)
          display(HTML(markup), Javascript("document.title = 'hacked'"))
          display({"image/svg+xml": "<svg>" + markup + "</svg>", "text/markdown": markup}, raw=True)
          display({"image/png": "bm8gcGljdHVyZQ==", "text/html": markup, "text/plain": markup}, raw=True)
          raise ValueError(markup)
          """
              .formatted(MARKUP));
      awaitEnd(page, "error").awaitText(CELL + id("output"), "A picture (image/png) that cannot");
      page.awaitText(CELL + ".stdout", "<script>").awaitText(CELL + ".error", "<script>");
      assertEquals(
          0L,
          page.run(
              "return document.querySelectorAll('#cells :is(img, script, svg, iframe)').length"));
      assertTrue(page.run("return document.title").toString().startsWith("Notebook"));
    }
  }

  @Test
  void whatRunsIsInterruptedAndTheKernelGoesOn() {
    try (Page page = open(demo.notebookUrl())) {
      run(page, "import threading\nprint('it waits', flush=True)\nthreading.Event().wait()");
      page.awaitText(CELL + ".stdout", "it waits").awaitText("#kernel", "busy");
      page.click(id("interrupt"));
      awaitEnd(page, "error").awaitText(CELL + ".error", "KeyboardInterrupt");
      run(page, "'still here'");
      awaitEnd(page, "ok").awaitText(CELL + ".result", "still here");
    }
  }

  @Test
  void aPageThatComesWhileCodeRunsInterruptsIt() {
    try (Page page = open(demo.notebookUrl())) {
      run(page, "import threading\nprint('it waits', flush=True)\nthreading.Event().wait()");
      page.awaitText(CELL + ".stdout", "it waits");
    }
    try (Page page = open(demo.notebookUrl())) {
      run(page, "'at last'");
      page.click(id("interrupt"));
      awaitEnd(page, "ok").awaitText(CELL + ".result", "at last");
    }
  }

  @Test
  void aPageWhoseConnectionBreaksSaysWhatIsLostAndGoesOn() {
    chromium.tolerateErrors("WebSocket");
    try (Page page = open(demo.notebookUrl())) {
      run(page, "kept = 1; import threading; threading.Event().wait()");
      page.awaitText("#kernel", "busy");
      Demos.pull(page, "bridge", 1);
      awaitEnd(page, "lost").awaitText(CELL + id("note"), "connection broke");
      page.await("document.querySelector('#kernel[data-state=idle]')").click(id("interrupt"));
      run(page, "kept");
      awaitEnd(page, "ok").awaitText(CELL + ".result", "1");
    }
  }

  @Test
  void aRestartedKernelHasForgottenAndAnswers() {
    try (Page page = open(demo.notebookUrl())) {
      run(page, "remembered = 1");
      awaitEnd(page, "ok");
      run(page, "import threading; threading.Event().wait()");
      page.awaitText("#kernel", "busy").click(id("restart"));
      awaitEnd(page, "lost").awaitText(CELL + id("note"), "restarted");
      page.await("document.querySelector('#kernel[data-state=idle]')");
      run(page, "remembered");
      awaitEnd(page, "error").awaitText(CELL + ".error", "NameError");
    }
  }

  @Test
  void aKernelThatEndsIsToldAndAnotherIsToBeHad() {
    try (Page page = open(demo.notebookUrl())) {
      run(page, "import os; os._exit(0)");
      page.awaitText("#kernel", "ended");
      awaitEnd(page, "lost").click(id("restart"));
      page.await("document.querySelector('#kernel[data-state=idle]')");
      run(page, "6 * 7");
      awaitEnd(page, "ok").awaitText(CELL + ".result", "42");
    }
  }

  @Test
  void allOfItIsReadableAndFitsOnAPhone() {
    try (Page page = open(demo.notebookUrl())) {
      run(page, "print('x' * 1000)\n1 / 0");
      awaitEnd(page, "error");
      for (String scheme : List.of("light", "dark")) {
        page.prefer("prefers-color-scheme", scheme);
        page.await("matchMedia('(prefers-color-scheme: ' + arguments[0] + ')').matches", scheme);
        Map<?, ?> found = (Map<?, ?>) page.promise(Demos.script("contrast.js"));
        assertEquals(List.of(), found.get("unreadable"), scheme);
      }
      page.resize(390, 844).await("innerWidth === 390");
      assertTrue((Long) page.run("return document.documentElement.scrollWidth") <= 390);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "18e0174cc4723b0cf3679442bf5df43a"})
  void withoutTheKeyNothingOpens(String key) {
    try (Page page =
        chromium.open(demo.url() + "notebook.html" + (key.isEmpty() ? "" : "#key=" + key))) {
      page.awaitText(id("why"), "terminal");
      assertEquals(
          List.of("not_allowed", "not_allowed", "not_allowed", "not_allowed"),
          page.promise(ATTEMPTS, key));
    }
  }

  /** Another site's page is kept out before any key is asked for, by its Origin. */
  @Test
  void aForeignPageDoesNotEvenConnect() {
    chromium.tolerateErrors("WebSocket");
    String connect =
        """
        const socket = new WebSocket(given[0].replace('http', 'ws') + 'data', ['zwb.2', 'zwb.1']);
        return await new Promise((done) => {
          socket.onopen = () => done('opened');
          socket.onclose = () => done('closed');
        });
        """;
    try (TestBridge site = TestBridge.start(b -> b.pages(AdmissionTest.WIDE));
        Page foreign = chromium.open(site, "blank.html");
        Page own = chromium.open(demo.url() + "notebook.html")) {
      assertEquals("closed", foreign.promise(connect, demo.url()));
      assertEquals("opened", own.promise(connect, demo.url()));
    }
  }

  /** A kernel is never left behind, not even by a demo that is killed. */
  @Test
  void theKernelEndsWithTheDemoHoweverThatEnds(@TempDir Path empty) {
    chromium.tolerateErrors("WebSocket");
    try (Program program = Program.java(empty, "org.zmqwebbridge.demo.DemoMain", "--port", "0")) {
      String url = program.awaitLine("Notebook: ");
      try (Page page = open(url.substring(0, url.indexOf(' ')))) {
        run(
            page,
            "import os, subprocess\nchild = subprocess.Popen(['sleep', '1000'])\n[os.getpid(), child.pid]");
        awaitEnd(page, "ok");
        String[] pids = page.text(CELL + ".result").replaceAll("[\\[\\] ]", "").split(",", -1);
        program.kill();
        for (String pid : pids) {
          Await.await(
              "process " + pid + " to end",
              () -> ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isEmpty());
        }
        page.leave();
      }
    }
  }
}
