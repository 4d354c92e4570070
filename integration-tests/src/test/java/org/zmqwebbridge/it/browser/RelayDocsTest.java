package org.zmqwebbridge.it.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.it.ClassArchive;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.PubService;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.kit.Await;

/** Every block of docs/relay.md and docs/stores.md runs as it stands there, but for the ports. */
final class RelayDocsTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  @TempDir private Path folder;

  private static Readme relay() {
    return Readme.read(Path.of("../docs/relay.md"));
  }

  private Program bridge(String... arguments) {
    return Program.java(folder, "org.zmqwebbridge.BridgeMain", arguments);
  }

  private Program served(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("zwb.yaml"), yaml + "management: 127.0.0.1:0\n");
    return bridge("serve", "--config", file.toString());
  }

  private Program shell(String block) {
    return Program.shell("cd " + folder + "; " + block);
  }

  /** The status. */
  private static int post(String url, String body) {
    try {
      HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      connection.setRequestProperty("Content-Type", "text/plain");
      connection.setDoOutput(true);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body.getBytes(UTF_8));
      }
      return connection.getResponseCode();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The body of an answer of 200. */
  private static String get(String url) {
    try (InputStream in = URI.create(url).toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void eachBlockIsOneOfThese() {
    assertEquals(2, relay().blocks("sh").size());
    assertEquals(1, relay().blocks("js").size());
    assertEquals(3, relay().blocks("yaml").size());
    assertEquals(1, relay().blocks("nginx").size(), "nchan's own, which the last YAML takes over");
    assertEquals(7, relay().size(), "a new block needs a test");
    Readme stores = Readme.read(Path.of("../docs/stores.md"));
    assertEquals(1, stores.blocks("java").size());
    assertEquals(1, stores.size(), "a new block needs a test");
  }

  @Test
  void inOneMinute() {
    try (Program relay = bridge("relay", "--port", "0")) {
      String url = relay.awaitLine("zwb: push relay on ");
      Readme doc = relay().withPort(8080, URI.create(url).getPort());
      try (Program first = shell(doc.blocks("sh").get(0))) {
        first.awaitLine("HTTP/1.1 202");
        first.awaitLine("active subscribers: 0HTTP/1.1 200"); // the first answer has no line's end
        first.awaitExit(0);
        assertTrue(first.said().endsWith("Hello world!"), first.said());
      }
      try (Program next = shell(doc.blocks("sh").get(1))) {
        Await.await(
            "curl to wait", () -> get(url + "/publisher/test").contains("active subscribers: 1"));
        assertEquals(201, post(url + "/publisher/test", "once more"));
        next.awaitLine("HTTP/1.1 200");
        next.awaitExit(0);
        assertTrue(next.said().endsWith("once more"), next.said());
      }
    }
  }

  @Test
  void anEventSourceInAPageHearsAChannel() {
    try (Program relay = bridge("relay", "--port", "0")) {
      String url = relay.awaitLine("zwb: push relay on ");
      chromium.tolerateErrors("/favicon.ico");
      try (FrontServer site =
              new FrontServer(Map.of("/", "<!doctype html>"), URI.create(url).getPort());
          Page page = chromium.open(site.url("/"))) {
        page.run(
            "window.said = []; console.log = (text) => window.said.push(text);"
                + relay().blocks("js").get(0)
                + "events.onopen = () => { window.opened = true; };");
        page.await("window.opened");
        assertEquals(201, post(url + "/publisher/test", "Hello page!"));
        page.await("window.said.includes('Hello page!')");
      }
    }
  }

  @Test
  void theLocationsOfAConfiguration() throws IOException {
    String yaml = relay().withPort(8000, 0).blocks("yaml").get(0);
    try (Program bridge = served(yaml)) {
      String url = "http:" + bridge.awaitLine("zwb: ws:").replaceAll("/data$", "");
      assertEquals(202, post(url + "/publisher/a", "1"));
      assertEquals("1", get(url + "/subscriber/a"));
      assertEquals(202, post(url + "/room/b", "2"));
      assertEquals("2", get(url + "/room/b"));
      assertEquals("2", get(url + "/room/b/latest"));
    }
  }

  @Test
  void theChannelInTheQuery() throws IOException {
    try (Program bridge = served("listen: 127.0.0.1:0\n" + relay().blocks("yaml").get(2))) {
      String url = "http:" + bridge.awaitLine("zwb: ws:").replaceAll("/data$", "");
      assertEquals(202, post(url + "/pub?id=test", "3"));
      assertEquals("3", get(url + "/sub?id=test"));
    }
  }

  @Test
  void zeromqFeedsChannelsAndHearsThem() throws IOException {
    int prices = FreePort.find();
    int jobs = FreePort.find();
    String yaml = relay().withPort(10003, prices).withPort(10002, jobs).blocks("yaml").get(1);
    try (PubService service = new PubService(prices);
        PythonPeer pull = PythonPeer.start("socket_of", "PULL", "bind", "" + jobs);
        Program bridge = served("listen: 127.0.0.1:0\n" + yaml)) {
      pull.address();
      String url = "http:" + bridge.awaitLine("zwb: ws:").replaceAll("/data$", "");
      service.awaitSubscription();
      try (Program curl = Program.shell("curl -N '" + url + "/sub/live?topic=eu%2F'")) {
        curl.awaitLine("event: zwb.open");
        service.publish("eu/NOVA", "17.50");
        curl.awaitLine("data: [\"eu/NOVA\",\"17.50\"]");
      }
      assertEquals("17.50", get(url + "/subscriber/eu/NOVA"));
      assertEquals(202, post(url + "/job/paint", "blue"));
      pull.expectFrames("paint", "blue");
    }
  }

  @Test
  void aStoreOfYourOwn() throws IOException {
    String source = Readme.read(Path.of("../docs/stores.md")).blocks("java").get(0);
    Path file = Files.writeString(folder.resolve("JournalStore.java"), source);
    List<String> options =
        List.of(
            "-Xlint:all,-path,-classfile,-processing",
            "-Werror",
            "-proc:none",
            "-cp",
            ClassArchive.CLASS_PATH);
    String[] arguments =
        Stream.of(options, List.of("-d", folder.toString(), file.toString()))
            .flatMap(List::stream)
            .toArray(String[]::new);
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments));
    File journal = folder.resolve("journal").toFile();
    String yaml =
        "listen: 127.0.0.1:0\nrelay: {store: {type: com.example.JournalStore, settings: {file: \""
            + journal
            + "\"}}}\n";
    try (Program bridge = served(yaml)) {
      String url = "http:" + bridge.awaitLine("zwb: ws:").replaceAll("/data$", "");
      assertEquals(202, post(url + "/publisher/a", "kept"));
      assertEquals("kept", get(url + "/subscriber/a"));
    }
    assertEquals("a kept\n", Files.readString(journal.toPath()));
  }
}
