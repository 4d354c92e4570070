package org.zmqwebbridge.it.browser;

import static org.zmqwebbridge.it.browser.Demos.id;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmqwebbridge.demo.mongrel2.Mongrel2Demo;
import org.zmqwebbridge.demo.mongrel2.Mongrel2Options;
import org.zmqwebbridge.demo.mongrel2.Mongrel2Options.Language;

/** The page of Mongrel2's demo, with handlers in Java and in Python. */
final class DemoMongrel2Test {
  @RegisterExtension static final Chromium chromium = new Chromium();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"JAVA", "PYTHON"})
  void helloChatRadioAndUploadWork(Language language) throws IOException {
    Path file = Files.write(folder.resolve("a.bin"), new byte[300_000]);
    try (Mongrel2Demo demo = Mongrel2Demo.start(new Mongrel2Options(0, language));
        Page ada = chromium.open(demo.url());
        Page bob = chromium.open(demo.url())) {
      ada.awaitText(id("hello-output"), "Hello from");
      for (Page page : new Page[] {ada, bob}) {
        page.await("document.querySelector('#chat state-chip[state=live]')");
        page.awaitText(id("chat-output"), "You are ");
      }
      bob.fill("#chat-text", "<b>Hi, all</b>").click(id("chat-say") + " button");
      ada.awaitText(id("chat-output"), "<b>Hi, all</b>");
      ada.type("#file", file.toString()).click(id("upload-say") + " button");
      ada.awaitText(id("far"), "300,000 bytes came, and their SHA-256 is this file");
      ada.run("document.querySelector('#player').play()");
      ada.awaitText(id("heard"), "Playing: 1 s heard");
      ada.run("document.querySelector('#player').pause()");
    }
  }
}
