package org.zmqwebbridge.it.browser;

import static org.zmqwebbridge.it.browser.Demos.id;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.demo.blastbeat.BlastbeatDemo;
import org.zmqwebbridge.demo.blastbeat.BlastbeatOptions;
import org.zmqwebbridge.demo.blastbeat.BlastbeatOptions.Language;
import org.zmqwebbridge.kit.Await;

/** The page of BlastBeat's demo, with nodes in Java, in Python, and one in each. */
final class DemoBlastbeatTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void helloChatBrewAndUploadWork(Language language) throws IOException {
    Path file = Files.write(folder.resolve("a.bin"), new byte[600_000]);
    try (BlastbeatDemo demo = BlastbeatDemo.start(new BlastbeatOptions(0, language))) {
      Await.await("both nodes", () -> isAnswered(demo, "tea") && isAnswered(demo, "coffee"));
      use(demo, file);
    }
  }

  private static boolean isAnswered(BlastbeatDemo demo, String drink) {
    try {
      URL brew = URI.create(demo.url() + "brew/" + drink).toURL();
      return ((HttpURLConnection) brew.openConnection()).getResponseCode() == 200;
    } catch (IOException unanswered) {
      return false;
    }
  }

  private static void use(BlastbeatDemo demo, Path file) {
    try (Page ada = chromium.open(demo.url());
        Page bob = chromium.open(demo.url())) {
      ada.awaitText(id("hello-output"), "Hello from");
      for (Page page : new Page[] {ada, bob}) {
        page.await("document.querySelector('#chat state-chip[state=live]')");
        page.awaitText(id("chat-output"), "You are ");
        page.awaitText(id("chat-output"), "has come");
      }
      bob.fill("#chat-text", "<b>Hi, all</b>").click(id("chat-say") + " button");
      ada.awaitText(id("chat-output"), "<b>Hi, all</b>");
      for (String drink : new String[] {"tea", "coffee"}) {
        ada.click(id("brew-say") + " button[value=" + drink + "]");
        ada.awaitText(id("brew-output"), "has brewed " + drink);
      }
      ada.type("#file", file.toString()).click(id("upload-say") + " button");
      ada.awaitText(id("far"), "and their SHA-256 is this file");
    }
  }
}
