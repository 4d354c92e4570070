package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.it.FreePort;

/** {@code zwb init} writes what runs, and overwrites nothing. */
final class InitTest {
  private static final String MAIN = "org.zmqwebbridge.BridgeMain";
  private static final List<String> FILES =
      List.of(
          "README.md",
          "zwb.yaml",
          "service.py",
          "pages/index.html",
          "pages/page.js",
          "pages/page.css",
          "pages/icon.svg");

  @RegisterExtension static final Chromium chromium = new Chromium();

  @TempDir Path folder;

  private String init(int status, Path directory) {
    try (Program init = Program.java(folder, MAIN, "init", directory.toString())) {
      init.awaitExit(status);
      return init.said();
    }
  }

  /** Another port than the template's, which somebody on this machine may use. */
  private static void replace(Path file, Map<Integer, Integer> ports) throws IOException {
    String text = Files.readString(file);
    for (Map.Entry<Integer, Integer> port : ports.entrySet()) {
      text = text.replace(":" + port.getKey(), ":" + port.getValue());
    }
    Files.writeString(file, text);
  }

  @Test
  void whatItWritesRuns() throws IOException {
    Path site = folder.resolve("a site");
    String said = init(0, site);
    assertTrue(said.contains("python3 '" + site + "/service.py'"), said);
    assertTrue(said.contains("serve --config '" + site + "/zwb.yaml'"), said);
    Map<Integer, Integer> ports =
        Map.of(8000, 0, 9000, 0, 10001, FreePort.find(), 10002, FreePort.find());
    replace(site.resolve("zwb.yaml"), ports);
    replace(site.resolve("service.py"), ports);
    try (Program service = Program.python(site.resolve("service.py"));
        Program bridge =
            Program.java(folder, MAIN, "serve", "--config", site.resolve("zwb.yaml").toString());
        Page page = chromium.open(bridge.awaitLine("zwb: pages on "))) {
      page.awaitText("#state", "live");
      page.click("#greet button");
      page.awaitText("#reply", "Hello, world!");
      page.fill("#name", "Grüße <b>");
      page.click("#greet button");
      page.awaitText("#reply", "Hello, Grüße <b>!");
      page.await("/^[0-9:]{8}$/.test(document.getElementById('clock').textContent)");
      for (int width : new int[] {390, 1280}) {
        page.resize(width, 900);
        assertEquals(
            true, page.run("return document.documentElement.scrollWidth <= innerWidth"), "it fits");
      }
      assertTrue(service.isRunning(), "the service goes on");
    }
  }

  @Test
  void itWritesTheseFilesAndNoOthers() throws IOException {
    Path site = folder.resolve("deep/site");
    init(0, site);
    try (Stream<Path> files = Files.walk(site)) {
      assertEquals(
          Stream.concat(FILES.stream(), Stream.of("", "pages")).sorted().toList(),
          files.map(file -> site.relativize(file).toString()).sorted().toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zwb.yaml", "README.md", "pages/page.js"})
  void whatIsThereIsNamedAndNothingIsWritten(String name) throws IOException {
    Path there = folder.resolve("site").resolve(name);
    Files.createDirectories(there.getParent());
    Files.writeString(there, "mine");
    String said = init(1, folder.resolve("site"));
    assertTrue(said.contains(there + " is there already"), said);
    assertEquals("mine", Files.readString(there));
    for (String other : FILES) {
      Path file = folder.resolve("site").resolve(other);
      assertTrue(file.equals(there) || !Files.exists(file), other);
    }
  }

  @Test
  void aLinkThatLeadsNowhereIsNotWrittenThrough() throws IOException {
    Path site = Files.createDirectory(folder.resolve("site"));
    Path elsewhere = folder.resolve("elsewhere");
    Files.createSymbolicLink(site.resolve("service.py"), elsewhere);
    assertTrue(init(1, site).contains("service.py is there already"));
    assertFalse(Files.exists(elsewhere));
  }

  @Test
  void aFileInTheFoldersPlaceIsAnErrorInWords() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    String said = init(1, file);
    assertTrue(said.startsWith("zwb: "), said);
    assertFalse(said.contains("\tat "), said);
    assertEquals("mine", Files.readString(file));
  }
}
