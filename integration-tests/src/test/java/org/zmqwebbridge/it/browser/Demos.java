package org.zmqwebbridge.it.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.zmqwebbridge.demo.Demo;
import org.zmqwebbridge.demo.DemoOptions;
import org.zmqwebbridge.demo.DemoOptions.ChatLanguage;

/** Starts the demo for a test, on free ports. */
final class Demos {
  private Demos() {}

  static Demo start() {
    return start(ChatLanguage.JAVA);
  }

  static Demo start(ChatLanguage chat) {
    return Demo.start(new DemoOptions(0, "127.0.0.1:0", chat));
  }

  /** A script of {@code resources/scripts}, to be run in a page. */
  static String script(String name) {
    try (InputStream in = Demos.class.getResourceAsStream("/scripts/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The selector of what a page calls so in {@code data-testid}. */
  static String id(String name) {
    return "[data-testid=\"" + name + "\"]";
  }

  /**
   * Pulls a plug as the page's buttons do, but for as long as the test says. The answer to pulling
   * the bridge may die with it.
   */
  static void pull(Page page, String name, int seconds) {
    page.promise(
        """
        const ctx = new zmq.Context('/data');
        const plug = ctx.Socket(zmq.REQ);
        plug.connect('plug');
        const [pull, seconds] = given;
        const answer = plug.send(JSON.stringify({pull, seconds}));
        await (pull === 'bridge' ? answer.catch(() => undefined) : answer);
        ctx.close();
        """,
        name,
        seconds);
  }
}
