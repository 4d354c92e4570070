package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.kit.Frames;
import org.zmqwebbridge.observe.Counter;

/** What is served of a folder, how, and that nothing beside it is. */
class PagesTest {
  private static final String SECRET = "not for the web";

  @TempDir private Path outside;
  private Path folder;
  private TestEdge edge;

  @BeforeEach
  void start() throws IOException {
    folder = Files.createDirectory(outside.resolve("pages"));
    write("index.html", "<!doctype html><title>Grüße</title>");
    write("page.js", "let number = 0123456789n");
    write("sub/index.html", "below");
    write("no index/file.txt", "a file");
    write(".env", SECRET);
    write(".git/config", SECRET);
    write("sub/.hidden/file.txt", SECRET);
    write("empty", "");
    Files.writeString(outside.resolve("secret.txt"), SECRET);
    Files.writeString(Files.createDirectory(outside.resolve("pages2")).resolve("b.txt"), SECRET);
    edge = new TestEdge(Pages.of(new Pages.Root.Folder(folder)));
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void link(String name, Path target) throws IOException {
    Files.createSymbolicLink(folder.resolve(name), target);
  }

  /** A whole response. */
  private record Answer(int status, String head, String body) {
    String header(String name) {
      return Pattern.compile("(?im)^" + name + ": (.*?)\r?$")
          .matcher(head)
          .results()
          .map(found -> found.group(1))
          .findFirst()
          .orElse("");
    }
  }

  private Answer get(String target, String... headers) throws IOException {
    return request("GET", target, headers);
  }

  private Answer request(String method, String target, String... headers) throws IOException {
    return request(edge, method, target, headers);
  }

  private static Answer request(TestEdge edge, String method, String target, String... headers)
      throws IOException {
    try (Socket socket = edge.connect(0)) {
      String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      String head = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + lines + "\r\n";
      socket.getOutputStream().write((method + " " + target + head).getBytes(ISO_8859_1));
      String all = new String(socket.getInputStream().readAllBytes(), UTF_8);
      int end = all.indexOf("\r\n\r\n");
      assertTrue(end > 0, all);
      return new Answer(
          Integer.parseInt(all.substring(9, 12)), all.substring(0, end), all.substring(end + 4));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html;charset=utf-8",
    "/index.html, text/html;charset=utf-8",
    "/page.js, text/javascript;charset=utf-8",
    "/no%20index/file.txt, text/plain;charset=utf-8",
    "/a.css, text/css;charset=utf-8",
    "/a.webmanifest, application/manifest+json",
    "/a.js.map, application/json",
    "/a.json, application/json",
    "/a.svg, image/svg+xml",
    "/a.woff2, font/woff2",
    "/a.wasm, application/wasm",
  })
  void aFileIsServedWithItsTypeAndTheHeadersThatKeepAPageToItself(String target, String type)
      throws IOException {
    for (String ending : List.of("css", "webmanifest", "js.map", "json", "svg", "woff2", "wasm")) {
      write("a." + ending, "{}");
    }
    Answer answer = get(target);
    assertEquals(200, answer.status(), answer.head());
    assertEquals(type, answer.header("Content-Type").toLowerCase(Locale.ROOT).replace(" ", ""));
    assertEquals(Pages.POLICY, answer.header("Content-Security-Policy"));
    assertEquals("nosniff", answer.header("X-Content-Type-Options"));
    assertEquals("same-origin", answer.header("Referrer-Policy"));
    assertEquals("no-cache", answer.header("Cache-Control"));
  }

  @Test
  void theBytesAreTheFiles() throws IOException {
    assertEquals("<!doctype html><title>Grüße</title>", get("/").body());
    assertEquals("below", get("/sub/").body());
    assertEquals("a file", get("/no%20index/file.txt?any=query").body());
    assertEquals("", get("/empty").body());
  }

  @Test
  void aFolderIsRedirectedToItsSlashOnThisServer() throws IOException {
    Answer answer = get("/sub");
    assertEquals(302, answer.status(), answer.head());
    assertTrue(answer.header("Location").matches("(http://localhost)?/sub/"), answer.head());
    String back = get("/index.html/").header("Location");
    assertTrue(back.matches("(http://localhost)?/index.html"), back);
  }

  @Test
  void anUnchangedFileIsNotSentAgain() throws IOException {
    String tag = get("/page.js").header("ETag");
    assertFalse(tag.isEmpty());
    Answer again = get("/page.js", "If-None-Match: " + tag);
    assertEquals(304, again.status());
    assertEquals("", again.body());
    assertEquals(200, get("/page.js", "If-None-Match: \"another\"").status());
    String modified = get("/page.js").header("Last-Modified");
    assertEquals(304, get("/page.js", "If-Modified-Since: " + modified).status());
  }

  /** RFC 9110, section 15.4.5: the headers of a 304 replace those of the browser's copy. */
  @Test
  void anUnchangedFileStaysInTheBrowsersCacheAndIsNoRefusal() throws IOException {
    Answer first = get("/page.js");
    Answer again = get("/page.js", "If-None-Match: " + first.header("ETag"));
    assertEquals(304, again.status());
    assertEquals(first.header("ETag"), again.header("ETag"));
    assertEquals("no-cache", again.header("Cache-Control"));
    assertEquals("", again.header("Content-Type"), again.head());
    assertEquals(0, edge.count(Counter.HTTP_REFUSED));
  }

  @Test
  void aChangedFileIsServedAtOnce() throws IOException {
    String tag = get("/page.js").header("ETag");
    write("page.js", "changed, and of another length");
    Answer answer = get("/page.js", "If-None-Match: " + tag);
    assertEquals(200, answer.status());
    assertEquals("changed, and of another length", answer.body());
    Files.delete(folder.resolve("page.js"));
    assertEquals(404, get("/page.js").status());
    String start = get("/").header("ETag");
    assertEquals(304, get("/", "If-None-Match: " + start).status());
    write("index.html", "another start");
    assertEquals("another start", get("/", "If-None-Match: " + start).body());
  }

  @Test
  void aRangeIsAPartOfTheFile() throws IOException {
    Answer answer = get("/page.js", "Range: bytes=4-9");
    assertEquals(206, answer.status());
    assertEquals("number", answer.body());
    assertEquals("bytes 4-9/24", answer.header("Content-Range"));
    assertEquals(416, get("/page.js", "Range: bytes=100-").status());
  }

  @Test
  void headIsAGetWithoutItsBody() throws IOException {
    Answer answer = request("HEAD", "/page.js");
    assertEquals(200, answer.status());
    assertEquals("24", answer.header("Content-Length"));
    assertEquals("", answer.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "get"})
  void pagesAreReadOnly(String method) throws IOException {
    Answer answer = request(method, "/page.js");
    assertEquals(405, answer.status(), answer.head());
    assertEquals("GET, HEAD", answer.header("Allow"));
    assertTrue(Files.exists(folder.resolve("page.js")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.env",
        "/%2eenv",
        "/.git/config",
        "/.git/",
        "/.git",
        "/sub/.hidden/file.txt",
        "/sub/%2Ehidden/file.txt",
        "/no%20index/",
        "/no%20index",
        "/absent",
        "/absent/",
        "/page.js/x",
      })
  void dotFilesFoldersWithoutAnIndexAndWhatIsAbsentAreNotFound(String target) throws IOException {
    Answer answer = get(target);
    assertEquals(404, answer.status(), answer.head());
    assertFalse(answer.body().contains(SECRET));
    assertFalse(answer.body().contains("file.txt"), "a listing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.",
        "/../secret.txt",
        "/sub/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/.%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..;/secret.txt",
        "/..;x=y/secret.txt",
        "/sub/..;/..;/secret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/%252e%252e/secret.txt",
        "/..%252fsecret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "//../secret.txt",
        "/./../secret.txt",
        "/../pages2/b.txt",
        "/%00/../secret.txt",
        "/page.js%00.html",
        "/page.js%2f..%2f..%2fsecret.txt",
        "/%",
        "/%zz",
        "http://localhost/../secret.txt",
        "file:///etc/hostname",
        "*",
      })
  void noSpellingLeavesTheFolder(String target) throws IOException {
    Answer answer = get(target);
    assertTrue(List.of(400, 404).contains(answer.status()), answer.head());
    assertFalse(answer.body().contains(SECRET), answer.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"//example.org", "//example.org/%2e%2e", "//example.org/sub", "/\\sub"})
  void noSpellingRedirectsToAnotherServer(String target) throws IOException {
    String location = get(target).header("Location");
    assertTrue(location.isEmpty() || location.matches("(http://localhost)?/[a-z].*"), location);
  }

  @Test
  void aLinkThatLeavesTheFolderIsNotFollowed() throws IOException {
    link("out.txt", outside.resolve("secret.txt"));
    link("relative.txt", Path.of("..", "secret.txt"));
    link("up", outside);
    link("twice", folder.resolve("up"));
    link("sibling", outside.resolve("pages2"));
    link("hidden.txt", folder.resolve(".env"));
    link("broken", outside.resolve("absent"));
    link("itself", folder.resolve("itself"));
    for (String target :
        List.of(
            "/out.txt",
            "/relative.txt",
            "/up/secret.txt",
            "/up/",
            "/up",
            "/twice/secret.txt",
            "/sibling/b.txt",
            "/up/pages/.env",
            "/hidden.txt",
            "/broken",
            "/itself")) {
      Answer answer = get(target);
      assertEquals(404, answer.status(), target + "\n" + answer.head());
      assertFalse(answer.body().contains(SECRET), target);
    }
  }

  @Test
  void aLinkThatStaysInTheFolderIsFollowed() throws IOException {
    link("alias.js", Path.of("page.js"));
    link("also", Path.of("sub"));
    assertEquals(get("/page.js").body(), get("/alias.js").body());
    assertEquals("below", get("/also/").body());
  }

  @Test
  void anIndexThatLeadsOutsideIsNoIndex() throws IOException {
    Files.delete(folder.resolve("sub/index.html"));
    link("sub/index.html", outside.resolve("secret.txt"));
    assertEquals(404, get("/sub/").status());
    assertEquals(404, get("/sub").status());
    assertEquals(404, get("/sub/index.html").status());
  }

  @Test
  void aFileThatIsReplacedByALinkOutsideIsServedNoMore() throws IOException {
    assertEquals(200, get("/page.js").status());
    Files.delete(folder.resolve("page.js"));
    link("page.js", outside.resolve("secret.txt"));
    assertEquals(404, get("/page.js").status());
  }

  @Test
  void theFolderItselfMayBeALink() throws IOException {
    Path current = Files.createSymbolicLink(outside.resolve("current"), folder);
    try (TestEdge linked = new TestEdge(Pages.of(new Pages.Root.Folder(current)))) {
      assertEquals("below", request(linked, "GET", "/sub/").body());
      assertEquals(404, request(linked, "GET", "/.env").status());
    }
  }

  @Test
  void theWebSocketAndTheClientWinOverFiles() throws IOException {
    write("data", "a file");
    write("zmq.js", "a file");
    assertEquals(426, get("/data").status());
    try (RawClient client = RawClient.open(edge, false)) {
      client.write(Frames.text("hello")).expectText("hello");
    }
  }

  @Test
  void indexAndPolicyAreSettings() throws IOException {
    write("start.htm", "the start");
    Pages pages = new Pages(new Pages.Root.Folder(folder), "start.htm", "default-src 'none'");
    try (TestEdge other = new TestEdge(pages)) {
      Answer answer = request(other, "GET", "/");
      assertEquals("the start", answer.body());
      assertEquals("default-src 'none'", answer.header("Content-Security-Policy"));
    }
  }

  @Test
  void whatCannotWorkIsRefusedBeforeTheStart() {
    Pages.Root root = new Pages.Root.Folder(folder);
    Path absent = outside.resolve("absent");
    Path file = outside.resolve("secret.txt");
    assertThrows(IllegalArgumentException.class, () -> new Pages.Root.Folder(absent));
    assertThrows(IllegalArgumentException.class, () -> new Pages.Root.Folder(file));
    for (String index : List.of("", ".", ".index", "a/b", "..", "a\\b")) {
      assertThrows(IllegalArgumentException.class, () -> new Pages(root, index, Pages.POLICY));
    }
    for (String policy : List.of("", " ", "a\r\nb", "ä", "a".repeat(4097))) {
      assertThrows(IllegalArgumentException.class, () -> new Pages(root, "a", policy));
    }
  }
}
