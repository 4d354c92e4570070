package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program serves a folder's files, wherever it is named. */
final class OwnPagesTest {
  private final HttpClient browser = HttpClient.newHttpClient();

  @TempDir private Path folder;
  private Path config;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve("site")).resolve("index.html"), "site");
    Files.writeString(
        Files.createDirectory(folder.resolve("other")).resolve("index.html"), "other");
    Files.writeString(folder.resolve("other/start.html"), "start");
    config = folder.resolve("zwb.yaml");
  }

  private MainProcess serve(Map<String, String> environment, String... more) {
    List<String> words = new ArrayList<>(List.of("serve", "--set", "listen=127.0.0.1:0"));
    words.addAll(List.of("--set", "management=127.0.0.1:0"));
    words.addAll(List.of(more));
    return MainProcess.start(environment, words.toArray(String[]::new));
  }

  /** What its `/` says, at the address that it tells. */
  private HttpResponse<String> start(MainProcess main) throws Exception {
    String line = main.awaitLine("zwb: pages on http://127.0.0.1:");
    URI uri = URI.create(line.substring(line.indexOf("http")));
    return browser.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aFolderInTheFileIsSeenFromTheFile() throws Exception {
    Files.writeString(config, "pages: site");
    try (MainProcess main = serve(Map.of(), "--config", config.toString())) {
      assertEquals("site", start(main).body());
    }
  }

  @Test
  void aSectionNamesIndexAndPolicyToo() throws Exception {
    Files.writeString(
        config, "pages: { folder: other, index: start.html, csp: \"default-src 'none'\" }");
    try (MainProcess main = serve(Map.of(), "--config", config.toString())) {
      HttpResponse<String> answer = start(main);
      assertEquals("start", answer.body());
      assertEquals(
          "default-src 'none'",
          answer.headers().firstValue("Content-Security-Policy").orElseThrow());
    }
  }

  @Test
  void theCommandLineWinsAndLeavesIndexAndPolicyAsTheyAre() throws Exception {
    Files.writeString(folder.resolve("site/start.html"), "start of the site");
    Files.writeString(config, "pages: { folder: other, index: start.html }");
    String site = folder.resolve("site").toString();
    try (MainProcess main = serve(Map.of(), "--config", config.toString(), "--pages", site)) {
      assertEquals("start of the site", start(main).body());
    }
  }

  @Test
  void whatIsNotThereIsAPageOfItsOwnWhereThereIsOne() throws Exception {
    Path site = folder.resolve("site");
    Files.writeString(site.resolve("404.html"), "<a href=/>back</a>");
    try (MainProcess main = serve(Map.of(), "--pages", site.toString())) {
      String line = main.awaitLine("zwb: pages on http://127.0.0.1:");
      URI missing = URI.create(line.substring(line.indexOf("http"))).resolve("/none");
      HttpResponse<String> page = asked(missing, "text/html,*/*;q=0.8");
      assertEquals(404, page.statusCode());
      assertEquals("<a href=/>back</a>", page.body());
      assertEquals(
          "text/html;charset=utf-8", page.headers().firstValue("Content-Type").orElseThrow());
      assertTrue(page.headers().firstValue("Content-Security-Policy").isPresent());
      assertEquals("Not Found.\n", asked(missing, "*/*").body());
      Files.delete(site.resolve("404.html"));
      assertEquals("Not Found.\n", asked(missing, "text/html").body());
    }
  }

  private HttpResponse<String> asked(URI uri, String accept) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri).header("Accept", accept).build();
    return browser.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aFolderOnTheCommandLineIsSeenFromTheWorkingDirectory() throws Exception {
    Path here = Path.of("").toAbsolutePath();
    Path site = folder.toRealPath().resolve("site");
    try (MainProcess main = serve(Map.of(), "--pages", here.relativize(site).toString())) {
      assertEquals("site", start(main).body());
    }
  }

  @Test
  void aVariableNamesItToo() throws Exception {
    try (MainProcess main = serve(Map.of("ZWB_PAGES", folder.resolve("site").toString()))) {
      assertEquals("site", start(main).body());
    }
  }

  @Test
  void aFolderThatIsNotThereStopsTheStart() {
    try (MainProcess main = serve(Map.of(), "--pages", "no such folder")) {
      assertEquals(1, main.exitCode());
      assertTrue(main.output().contains("--pages no such folder"), main.output());
      assertTrue(main.output().contains("make it, or name another"), main.output());
    }
  }

  @Test
  void versionIsOneLineWithTheVersionAndTheJava() {
    for (String word : List.of("version", "--version")) {
      try (MainProcess main = MainProcess.start(word)) {
        assertEquals(0, main.exitCode());
        String java = Runtime.version().toString();
        String said = main.output().strip();
        assertTrue(
            said.matches(
                "ZmqWebBridge \\d+\\.\\d+\\.\\d+\\S*( \\(commit \\w+(-dirty)?\\))?, Java .*"),
            said);
        assertTrue(said.contains("Java " + java), said);
      }
    }
  }
}
