package org.zmqwebbridge.mongrel2.dir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.mongrel2.answer.VisitClient;
import org.zmqwebbridge.mongrel2.answer.VisitServer;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/** Files of a folder, asked for over real sockets. */
class DirTargetTest {
  private static final Instant CHANGED = Instant.parse("2001-09-09T01:46:40Z");
  private static final String TAG = "3b9aca00-6";
  private static final long NOW = Instant.parse("2026-11-30T18:26:21Z").toEpochMilli();

  @TempDir Path folder;
  private Path base;
  private final AtomicLong clock = new AtomicLong(NOW);
  private final Counters counters = new Counters();
  private final ExecutorService readers = Executors.newFixedThreadPool(2);
  private Directories directories;
  private VisitServer server;
  private VisitClient client;

  @BeforeEach
  void files() throws IOException {
    base = Files.createDirectories(folder.resolve("static"));
    Files.createDirectories(base.resolve("sub"));
    file("6", "hello\n");
    file("index.html", "<p>");
    file("sub/index.html", "sub");
    file("a b.txt", "space");
    file("caf\u00e9.css", "style");
    serve(DirLimits.DEFAULTS, config());
  }

  private Path file(String name, String text) throws IOException {
    Path file = Files.writeString(base.resolve(name), text, ISO_8859_1);
    return Files.setLastModifiedTime(file, FileTime.from(CHANGED));
  }

  private DirConfig config() {
    return DirConfig.of(
        base, "index.html", new MediaTypes(Map.of(".css", "text/css"), "text/plain"), 0);
  }

  private void serve(DirLimits limits, DirConfig config) {
    close();
    directories = new Directories(limits, readers, clock::get, counters);
    DirTarget target = directories.target(config);
    server = new VisitServer(visit -> target.ask(visit, "/s/"), 4096);
    client = new VisitClient(server.port());
  }

  private void close() {
    if (server != null) {
      client.close();
      Await.await("no file left open", () -> directories.openFiles() == 0);
      assertEquals(List.of(), server.faults());
      server.close();
    }
  }

  @AfterEach
  void end() {
    close();
    readers.shutdownNow();
  }

  private String get(String path, String... headers) {
    return client.ask("GET " + path, headers).response();
  }

  /** On a connection of its own. */
  private String status(String path, String... headers) {
    try (VisitClient other = new VisitClient(server.port())) {
      return other.ask("GET " + path, headers).head().substring(9, 12);
    }
  }

  @Test
  void aFileIsSentAsItIs() {
    String expected =
        "HTTP/1.1 200 OK\r\nDate: Mon, 30 Nov 2026 18:26:21 GMT\r\nContent-Type: text/plain\r\n"
            + "Content-Length: 6\r\nLast-Modified: Sun, 09 Sep 2001 01:46:40 GMT\r\nETag: \""
            + TAG
            + "\"\r\nAccept-Ranges: bytes\r\nServer: Mongrel2\r\n\r\nhello\n";
    for (int i = 0; i < 3; i++) {
      assertEquals(expected, get("/s/6"));
    }
    client.ask("HEAD /s/6");
    assertEquals(expected.substring(0, expected.length() - 6), client.head());
    assertEquals(expected, get("/s/6?q=1"));
  }

  @ParameterizedTest
  @CsvSource({
    "/s/, text/html, <p>",
    "/s/sub/, text/html, sub",
    "/s/a%20b.txt, text/plain, space",
    "/s/caf%c3%a9.css, text/css, style",
    "/s/sub/../a%20b.txt, text/plain, space",
    "/s/sub/%2e%2e/a%20b.txt, text/plain, space",
    "/s/sub%2findex.html, text/html, sub",
    "/s//sub//index.html, text/html, sub",
    "/s/./sub/./index.html, text/html, sub"
  })
  void aPathLeadsToAFile(String path, String type, String body) {
    String answer = get(path);
    assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
    assertTrue(answer.contains("\r\nContent-Type: " + type + "\r\n"), answer);
    assertTrue(answer.endsWith("\r\n\r\n" + body), answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/s/none",
        "/s",
        "/s/6/",
        "/s/6%2f",
        "/s/none%00",
        "/s/%ff",
        "/s/..",
        "/s/../",
        "/s/../x",
        "/s/%2e%2e/x",
        "/s/..%2fx",
        "/s/sub/../../x",
        "/s/%252e%252e/x",
        "/s//etc/hostname",
        "/s/%2fetc/hostname",
        "/s/sub/none/../6",
        "/s/.%2e/%2e./x",
        "/s/..%5cx",
        "/s/%c0%ae./x"
      })
  void whatIsNotThereOrLeavesIsNotFound(String path) throws IOException {
    Files.writeString(folder.resolve("x"), "outside");
    assertEquals("404", status(path));
  }

  @Test
  void linksAreFollowedInsideOnly() throws IOException {
    Path beside = Files.createDirectories(folder.resolve("static-beside"));
    Files.writeString(beside.resolve("x"), "outside");
    Files.createSymbolicLink(base.resolve("in"), Path.of("6"));
    Files.createSymbolicLink(base.resolve("out"), beside.resolve("x"));
    Files.createSymbolicLink(base.resolve("folder"), beside);
    Files.createSymbolicLink(base.resolve("round"), Path.of("round"));
    assertTrue(get("/s/in").endsWith("hello\n"));
    assertEquals("404", status("/s/out"));
    assertEquals("404", status("/s/folder/x"));
    assertEquals("404", status("/s/folder"));
    assertEquals("404", status("/s/round"));
  }

  @Test
  void aLinkThatLeavesLaterIsNotFollowedAnyMore() throws IOException {
    Path link = Files.createSymbolicLink(base.resolve("link"), Path.of("6"));
    assertTrue(get("/s/link").endsWith("hello\n"));
    Files.delete(link);
    Files.createSymbolicLink(link, Files.writeString(folder.resolve("x"), "hello\n"));
    clock.addAndGet(1000);
    assertEquals("404", status("/s/link"));
  }

  @Test
  void aFolderIsSomewhereElse() {
    assertEquals(
        "HTTP/1.1 301 Moved Permanently\r\nLocation: //here:80/s/sub/\r\nContent-"
            + "Length: 0\r\nServer: Mongrel2\r\n\r\n",
        get("/s/sub"));
    assertTrue(get("/s/sub?x=1").contains("\r\nLocation: //here:80/s/sub/?x=1\r\n"));
    client.write("GET /s/sub HTTP/1.0\r\n\r\n");
    assertTrue(client.rest().contains("\r\nLocation: /s/sub/\r\n"));
  }

  @Test
  void onlyGetAndHeadAreAnswered() {
    assertTrue(client.ask("POST /s/6").rest().startsWith("HTTP/1.1 405 "));
  }

  @Test
  void aRouteMayBeTheNameOfAFile() {
    DirTarget target = directories.target(config());
    try (VisitServer other = new VisitServer(visit -> target.ask(visit, "/6"));
        VisitClient asking = new VisitClient(other.port())) {
      assertTrue(asking.ask("GET /6").response().endsWith("hello\n"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "304, If-None-Match: " + TAG,
    "304, If-None-Match: \"" + TAG + "\"",
    "304, If-None-Match: W/\"" + TAG + "\"",
    "304, 'If-None-Match: \"x\", \"" + TAG + "\"'",
    "304, If-None-Match: *",
    "200, If-None-Match: zz",
    "200, If-Match: " + TAG,
    "200, If-Match: \"" + TAG + "\"",
    "200, If-Match: *",
    "412, If-Match: 1-1",
    "412, If-Match: zz",
    "412, If-Match: W/\"" + TAG + "\"",
    "304, 'If-Modified-Since: Sun, 09 Sep 2001 01:46:40 GMT'",
    "304, If-Modified-Since: Sun Sep  9 01:46:40 2001",
    "200, 'If-Modified-Since: Sun, 09 Sep 2001 01:46:39 GMT'",
    "200, 'If-Modified-Since: Thu, 09 Sep 2100 01:46:39 GMT'",
    "200, If-Modified-Since: junk",
    "412, 'If-Unmodified-Since: Sun, 09 Sep 2001 01:46:39 GMT'",
    "200, 'If-Unmodified-Since: Sun, 09 Sep 2001 01:46:40 GMT'"
  })
  void anAnswerDependsOnWhatTheClientHas(String status, String header) {
    assertEquals(status, status("/s/6", header));
    assertEquals(status, status("/s/6", header), "from memory");
  }

  @Test
  void aTagSaysMoreThanADate() {
    String since = "If-Modified-Since: Sun, 09 Sep 2001 01:46:40 GMT";
    assertEquals("200", status("/s/6", "If-None-Match: zz", since));
    assertEquals("304", status("/s/6", "If-None-Match: " + TAG, "If-Modified-Since: junk"));
  }

  @Test
  void whatTheClientHasIsSaidInFewWords() {
    assertEquals(
        "HTTP/1.1 304 Not Modified\r\nDate: Mon, 30 Nov 2026 18:26:21 GMT\r\n"
            + "Last-Modified: Sun, 09 Sep 2001 01:46:40 GMT\r\nETag: \""
            + TAG
            + "\"\r\nAccept-Ranges: bytes\r\nServer: Mongrel2\r\n\r\n",
        get("/s/6", "If-None-Match: " + TAG));
    assertTrue(get("/s/6").endsWith("hello\n"), "the connection stays");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-1, 0-1, he",
    "bytes=1-, 1-5, ello",
    "bytes=-3, 3-5, lo",
    "bytes=-99, 0-5, hello",
    "bytes=4-99, 4-5, o"
  })
  void aPartIsSent(String range, String sent, String body) {
    String answer = get("/s/6", "Range: " + range);
    assertTrue(answer.startsWith("HTTP/1.1 206 Partial Content\r\n"), answer);
    assertTrue(answer.contains("\r\nContent-Range: bytes " + sent + "/6\r\n"), answer);
    assertEquals(body, answer.substring(answer.indexOf("\r\n\r\n") + 4).trim());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-1,3-4", "bytes=3-1", "bytes=-", "bytes=x-1", "lines=0-1", "0-1"})
  void whatIsNotOnePartIsAll(String range) {
    assertTrue(get("/s/6", "Range: " + range).startsWith("HTTP/1.1 200 OK\r\n"));
  }

  @Test
  void whereAPartIsNotThereNothingIsSent() throws IOException {
    String answer = get("/s/6", "Range: bytes=6-");
    assertTrue(answer.startsWith("HTTP/1.1 416 "), answer);
    assertTrue(answer.contains("\r\nContent-Range: bytes */6\r\n"), answer);
    file("empty", "");
    assertEquals("416", status("/s/empty", "Range: bytes=0-"));
    assertTrue(get("/s/empty").contains("\r\nContent-Length: 0\r\n"));
  }

  @Test
  void aPartIsOneOfTheSameFileOnly() {
    String range = "Range: bytes=0-1";
    assertEquals("206", status("/s/6", range, "If-Range: \"" + TAG + "\""));
    assertEquals("206", status("/s/6", range, "If-Range: Sun, 09 Sep 2001 01:46:40 GMT"));
    assertEquals("200", status("/s/6", range, "If-Range: \"other\""));
    assertEquals("200", status("/s/6", range, "If-Range: Sun, 09 Sep 2001 01:46:41 GMT"));
  }

  @Test
  void aChangedFileIsSeenInTheNextSecond() throws IOException {
    assertTrue(get("/s/6").endsWith("hello\n"));
    Files.writeString(base.resolve("6"), "other");
    assertTrue(get("/s/6").endsWith("hello\n"));
    clock.addAndGet(1000);
    assertTrue(get("/s/6").endsWith("other"));
    Files.delete(base.resolve("6"));
    clock.addAndGet(1000);
    assertEquals("404", status("/s/6"));
  }

  @Test
  void aFileIsTakenToBeAsItWasForSoLong() throws IOException {
    DirConfig plain = config();
    serve(DirLimits.DEFAULTS, DirConfig.of(base, "index.html", plain.types(), 10));
    assertTrue(get("/s/6").endsWith("hello\n"));
    Files.writeString(base.resolve("6"), "other");
    clock.addAndGet(10_000);
    assertTrue(get("/s/6").endsWith("hello\n"));
    clock.addAndGet(1000);
    assertTrue(get("/s/6").endsWith("other"));
  }

  @Test
  void aFolderThatIsALinkMayLeadElsewhereLater() throws IOException {
    Path current = Files.createSymbolicLink(folder.resolve("current"), base);
    serve(DirLimits.DEFAULTS, DirConfig.of(current, "", config().types(), 0));
    assertTrue(get("/s/6").endsWith("hello\n"));
    Path next = Files.createDirectories(folder.resolve("next"));
    Files.writeString(next.resolve("6"), "next");
    Files.delete(current);
    Files.createSymbolicLink(current, next);
    clock.addAndGet(1000);
    assertTrue(get("/s/6").endsWith("next"));
    assertEquals("404", status("/s/"), "there is no index");
  }

  @Test
  void compressedNeighboursAreSentToWhoTakesThem() throws IOException {
    file("app.css", "plain text");
    file("app.css.gz", "gz");
    file("app.css.br", "b");
    String plain = get("/s/app.css", "Accept-Encoding: gzip, br");
    assertTrue(plain.endsWith("plain text"), "off unless it is on");
    assertFalse(plain.contains("Vary"), plain);
    serve(DirLimits.DEFAULTS, config().with(true, "max-age=60"));
    String brotli = get("/s/app.css", "Accept-Encoding: gzip, br");
    assertTrue(brotli.contains("\r\nContent-Encoding: br\r\n"), brotli);
    assertTrue(brotli.contains("\r\nContent-Type: text/css\r\n"), brotli);
    assertTrue(brotli.contains("\r\nETag: \"3b9aca00-1-br\"\r\n"), brotli);
    assertTrue(
        brotli.contains("\r\nVary: Accept-Encoding\r\nCache-Control: max-age=60\r\n"), brotli);
    assertTrue(brotli.endsWith("\r\n\r\nb"), brotli);
    String gzip = get("/s/app.css", "Accept-Encoding: br;q=0, gzip;q=0.5");
    assertTrue(gzip.contains("\r\nContent-Encoding: gzip\r\n") && gzip.endsWith("gz"), gzip);
    String none = get("/s/app.css", "Accept-Encoding: identity");
    assertTrue(none.contains("\r\nVary: Accept-Encoding\r\n") && none.endsWith("plain text"), none);
    assertFalse(get("/s/6", "Accept-Encoding: br").contains("Vary"), "it has no neighbours");
  }

  @Test
  void aLargeFileIsReadAsItsClientTakesIt() throws IOException {
    byte[] large = new byte[5_000_000];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) ((i * 31) >> 5);
    }
    Files.write(base.resolve("large"), large);
    String text = new String(large, ISO_8859_1);
    try (VisitClient slow = new VisitClient(server.port(), 4096)) {
      slow.ask("GET /s/large").ask("GET /s/6");
      slow.head();
      assertEquals(1, directories.openFiles());
      assertEquals(text, slow.text(large.length));
      assertTrue(slow.response().endsWith("hello\n"), "the next answer follows");
    }
    String part = get("/s/large", "Range: bytes=1000000-1999999");
    assertEquals(text.substring(1_000_000, 2_000_000), part.substring(part.length() - 1_000_000));
    client.ask("HEAD /s/large");
    assertTrue(client.head().contains("\r\nContent-Length: 5000000\r\n"));
    assertEquals(0, directories.cachedBytes() / large.length);
  }

  @Test
  void whoLeavesClosesTheFile() throws IOException {
    Files.write(base.resolve("large"), new byte[5_000_000]);
    VisitClient slow = new VisitClient(server.port(), 4096);
    slow.ask("GET /s/large").head();
    assertEquals(1, directories.openFiles());
    slow.close();
    Await.await("the file is closed", () -> directories.openFiles() == 0);
  }

  @Test
  void aFileThatBecomesShorterEndsItsConnection() throws IOException {
    Path large = Files.write(base.resolve("large"), new byte[8_000_000]);
    try (VisitClient slow = new VisitClient(server.port(), 4096)) {
      slow.ask("GET /s/large").head();
      Files.write(large, new byte[1000]);
      assertTrue(slow.rest().length() < 8_000_000);
    }
  }

  @Test
  void tooManyOpenFilesAreRefused() throws IOException {
    Files.write(base.resolve("large"), new byte[5_000_000]);
    serve(new DirLimits(1000, 10, 1000, 1), config());
    try (VisitClient slow = new VisitClient(server.port(), 4096)) {
      slow.ask("GET /s/large").head();
      assertEquals("503", status("/s/large"));
      assertEquals(1, counters.value(Counter.MONGREL2_FILES_REFUSED));
      assertTrue(get("/s/6").endsWith("hello\n"), "small ones are read all the same");
    }
  }

  @Test
  void whatReadersDoNotTakeIsRefused() {
    Directories full =
        new Directories(
            DirLimits.DEFAULTS,
            task -> {
              throw new RejectedExecutionException("full");
            },
            clock::get,
            counters);
    DirTarget target = full.target(config());
    try (VisitServer other = new VisitServer(visit -> target.ask(visit, "/s/"));
        VisitClient asking = new VisitClient(other.port())) {
      assertTrue(asking.ask("GET /s/6").rest().startsWith("HTTP/1.1 503 "));
    }
    assertEquals(1, counters.value(Counter.MONGREL2_FILES_REFUSED));
  }

  @Test
  void theCacheIsBounded() throws IOException {
    serve(new DirLimits(1000, 8, 100, 10), config());
    for (int i = 0; i < 40; i++) {
      file("f" + i, "x".repeat(90));
      assertTrue(get("/s/f" + i).endsWith("x"));
      assertTrue(directories.cachedBytes() <= 1000);
    }
    assertTrue(directories.cachedBytes() > 0);
    file("big", "y".repeat(101));
    long before = directories.cachedBytes();
    assertTrue(get("/s/big").endsWith("y"));
    assertTrue(directories.cachedBytes() <= before, "larger ones are not kept");
  }
}
