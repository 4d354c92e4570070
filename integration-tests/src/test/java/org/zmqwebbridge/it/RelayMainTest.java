package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a push relay alone: hbpush's configuration files, and none. */
final class RelayMainTest {
  /** With all that it brings along. */
  private static final List<String> LETTUCE = List.of("lettuce", "netty", "reactor-core");

  @TempDir private Path folder;

  private Path file(String... lines) {
    try {
      return Files.write(folder.resolve("hbpush.conf"), List.of(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MainProcess relay(String... options) {
    return MainProcess.start(
        Stream.concat(Stream.of("relay"), Stream.of(options)).toArray(String[]::new));
  }

  private MainProcess relay(Path file, String... more) {
    return relay(
        Stream.concat(Stream.of("--config", file.toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  /** Where it says that it is: {@code http://127.0.0.1:8080}. */
  private static String url(MainProcess relay) {
    String line = relay.awaitLine("zwb: push relay on http://");
    return line.substring(line.indexOf("http://"));
  }

  private static String post(String url, String body) {
    return Curl.run("-o", "/dev/null", "-H", "Content-Type: text/plain", "-d", body, url);
  }

  @Test
  void withoutAFileItIsTheProtocolOnLoopback() {
    try (MainProcess relay = relay("--port", "0")) {
      String url = url(relay);
      assertTrue(url.startsWith("http://127.0.0.1:"), url);
      relay.awaitLine("zwb: publishers at /publisher/CHANNEL");
      relay.awaitLine("zwb: subscribers at /subscriber/CHANNEL");
      assertEquals(" 1.1 202", post(url + "/publisher/test", "Hello world!"));
      assertEquals("Hello world! 1.1 200", Curl.run(url + "/subscriber/test"));
      assertEquals(0, relay.terminate().exitCode());
      assertFalse(relay.output().contains("WARN"), relay.output());
    }
  }

  @Test
  void aFileOfHbpushIsRunAsItIs() {
    Path file =
        file(
            "port: 0",
            "address: 127.0.0.1",
            "store:",
            "  default:",
            "    type: memory",
            "  other:",
            "    type: memory",
            "locations:",
            "  -",
            "    type: publisher",
            "    url: /channel/(\\d+)/publish/",
            "    create_on_post: false",
            "  -",
            "    type: subscriber",
            "    prefix: /channel/",
            "    polling: interval",
            "  -",
            "    type: subscriber",
            "    prefix: /",
            "    store: other");
    try (MainProcess relay = relay(file)) {
      String url = url(relay);
      assertEquals(" 1.1 404", post(url + "/channel/7/publish/", "x")); // not made yet
      assertEquals(" 1.1 200", Curl.run("-X", "PUT", url + "/channel/7/publish/"));
      assertEquals(" 1.1 304", Curl.run(url + "/channel/7"));
      assertEquals(" 1.1 202", post(url + "/channel/7/publish/", "x"));
      assertEquals("x 1.1 200", Curl.run(url + "/channel/7"));
      assertEquals(" 1.1 404", Curl.run("-o", "/dev/null", url + "/7")); // of another store
      assertEquals(" 1.1 404", Curl.run("-o", "/dev/null", url + "/data")); // a channel's name
    }
  }

  @Test
  void aFileInJsonIsSaidToBe() {
    Path file =
        file("{\"port\": 0, \"address\": \"127.0.0.1\",", "\t\"store\": {\"type\": \"memory\"}}");
    try (MainProcess relay = relay(file, "--format", "json")) {
      String url = url(relay);
      assertEquals(" 1.1 202", post(url + "/publisher/a", "x"));
    }
  }

  @Test
  void whatIsWrongWithAFileIsSaidAndEndsIt() {
    try (MainProcess relay = relay(file("port: 0", "prot: 1"))) {
      assertEquals(1, relay.exitCode());
      assertTrue(
          relay.output().contains("line 2: unknown setting \"prot\"; did you mean \"port\"?"),
          relay.output());
    }
    try (MainProcess relay = relay("hbpush.conf")) {
      assertEquals(2, relay.exitCode());
      assertTrue(relay.output().contains("--config hbpush.conf?"), relay.output());
    }
  }

  @Test
  void whatIsUnwiseAboutAFileIsSaid() {
    Path file =
        file(
            "port: 0",
            "locations:",
            "- {type: subscriber, url: '/(.+)'}",
            "- {type: publisher, url: '/pub/(.+)'}");
    try (MainProcess relay = relay(file)) {
      relay.awaitLine("zwb: push relay on http://");
      relay.terminate();
      String said = relay.output();
      assertTrue(said.contains("relay.locations.2 (/pub/(.+)) is never reached"), said);
      assertTrue(said.contains("anyone who reaches this machine may publish there"), said);
    }
  }

  @Test
  void aReloadSaysThatARelayNeedsARestart() {
    Path file = file("port: 0", "address: 127.0.0.1");
    try (MainProcess relay = relay(file, "--management", "127.0.0.1:0")) {
      relay.awaitLine("zwb: management on ");
      file("port: 0", "address: 127.0.0.1", "locations: [{type: publisher, prefix: /p/}]");
      relay.hangUp().awaitLine("restart to apply: relay.locations");
    }
  }

  @Test
  void withoutLettuceAStoreInMemoryWorks() {
    try (MainProcess relay = MainProcess.startWithout(LETTUCE, "relay", "--port", "0")) {
      String url = url(relay);
      assertEquals(" 1.1 202", post(url + "/publisher/test", "Hello world!"));
      assertEquals("Hello world! 1.1 200", Curl.run(url + "/subscriber/test"));
      assertEquals(0, relay.terminate().exitCode());
    }
  }

  @Test
  void withoutLettuceAStoreInRedisStopsTheStartAndSaysWhatToAdd() {
    Path redis = file("port: 0", "address: 127.0.0.1", "store: {type: redis}");
    try (MainProcess relay =
        MainProcess.startWithout(LETTUCE, "relay", "--config", redis.toString())) {
      assertEquals(1, relay.exitCode());
      String said = relay.output();
      assertTrue(said.contains("needs Lettuce (io.lettuce:lettuce-core) on the class path"), said);
      assertFalse(said.contains("Exception"), said);
    }
  }
}
