package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.kit.Await;

/** Every block of docs/grip.md runs as it stands there, but for the ports. */
final class GripDocsTest {
  @TempDir private Path folder;

  private static Readme doc() {
    return Readme.read(Path.of("../docs/grip.md"));
  }

  private Program grip(String... more) throws IOException {
    Path conf =
        Files.writeString(
            folder.resolve("pushpin.conf"),
            "[global]\nrundir="
                + folder
                + "\n[runner]\nhttp_port=127.0.0.1:0\n[handler]\npush_in_http_port=0\n"
                + "push_in_spec=ipc://{rundir}/pull\npush_in_sub_specs=ipc://{rundir}/sub\n"
                + "command_spec=ipc://{rundir}/command\n");
    Files.writeString(folder.resolve("routes"), "* test\n");
    List<String> words = new java.util.ArrayList<>(List.of("grip", "--config", conf.toString()));
    words.addAll(List.of(more));
    return Program.java(folder, "org.zmqwebbridge.BridgeMain", words.toArray(String[]::new));
  }

  private static int port(Program bridge, String line) {
    return URI.create(bridge.awaitLine(line).replaceAll(".*(http:[^ ]*)", "$1")).getPort();
  }

  @Test
  void eachBlockIsOneOfThese() {
    assertEquals(2, doc().blocks("sh").size());
    assertEquals(1, doc().blocks("python").size());
    assertEquals(2, doc().blocks("yaml").size());
    assertEquals(5, doc().size(), "a new block needs a test");
  }

  @Test
  void inOneMinute() throws IOException {
    try (Program bridge = grip()) {
      int clients = port(bridge, "zwb: GRIP on ");
      int publishers = port(bridge, "zwb: publishers at ");
      Readme doc = doc().withPort(7999, clients).withPort(5561, publishers);
      try (Program curl = Program.shell(doc.blocks("sh").get(0))) {
        curl.awaitLine("HTTP/1.1 200");
        curl.awaitLine("[stream opened]");
        try (Program publish = Program.shell(doc.blocks("sh").get(1))) {
          publish.awaitLine("HTTP/1.1 200");
          publish.awaitExit(0);
        }
        curl.awaitLine("hello");
      }
    }
  }

  @Test
  void anOriginInPython() throws IOException {
    int free = FreePort.find();
    String source = doc().blocks("python").get(0).replace("8080", "" + free);
    Path file = Files.writeString(folder.resolve("origin.py"), source);
    try (Program origin = Program.python(file);
        Program bridge = grip("--route", "* localhost:" + free)) {
      int clients = port(bridge, "zwb: GRIP on ");
      int publishers = port(bridge, "zwb: publishers at ");
      String asked = "curl -sN --retry 9 --retry-all-errors --fail http://127.0.0.1:" + clients;
      try (Program curl = Program.shell(asked + "/")) {
        curl.awaitLine("event: open");
        String item = "{\"channel\": \"news\", \"http-stream\": {\"content\": \"data: 1\\n\\n\"}}";
        try (Program publish =
            Program.shell(
                "curl -s http://127.0.0.1:"
                    + publishers
                    + "/publish -d '{\"items\": ["
                    + item
                    + "]}'")) {
          Await.await("curl to end", () -> publish.said().contains("Published"));
        }
        curl.awaitLine("data: 1");
        assertTrue(origin.isRunning());
      }
    }
  }

  @Test
  void theConfigurations() throws IOException {
    for (String yaml : doc().blocks("yaml")) {
      String here =
          yaml.replace("127.0.0.1:5561", "127.0.0.1:0")
              .replace("127.0.0.1:8000", "127.0.0.1:0")
              .replace("sig: {key: \"file:/etc/zwb/grip.key\"}", "sig: {key: changeme}")
              .replaceAll("(?m)^  control: .listen: \"10.*$|^tls:.*$", "");
      Path file =
          Files.writeString(
              folder.resolve("zwb.yaml"),
              (here.contains("listen: 127") ? "" : "listen: 127.0.0.1:0\n")
                  + here
                  + (here.contains("control") ? "" : "  control: {listen: \"127.0.0.1:0\"}\n")
                  + "management: 127.0.0.1:0\n");
      try (Program bridge =
          Program.java(
              folder, "org.zmqwebbridge.BridgeMain", "serve", "--config", file.toString())) {
        bridge.awaitLine("zwb: ws:");
      }
    }
  }
}
