package org.zmqwebbridge.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the packages are filled with, as it stands in {@code target/root}: it is whole, agrees with
 * itself, and runs. {@code zwb dist --check} installs the packages themselves.
 */
@Timeout(60)
class InstalledTest {
  private static final Path ROOT = Path.of("target", "root").toAbsolutePath();
  private static final Path ZWB = ROOT.resolve("usr/bin/zwb");
  private static final long MOST_BYTES = 70_000_000;

  @Test
  void allOfItIsThere() {
    for (String file :
        List.of(
            "etc/default/zwb",
            "etc/zwb/zwb.yaml",
            "usr/bin/zwb",
            "usr/lib/systemd/system/zwb.service",
            "usr/lib/zwb/classes.list.gz",
            "usr/lib/zwb/help.sh",
            "usr/lib/zwb/runtime/bin/java",
            "usr/lib/zwb/zwb.jar",
            "usr/share/bash-completion/completions/zwb",
            "usr/share/doc/zwb/OPERATIONS.md",
            "usr/share/doc/zwb/changelog.gz",
            "usr/share/doc/zwb/copyright",
            "usr/share/man/man1/zwb.1.gz",
            "usr/share/man/man5/zwb.yaml.5.gz",
            "usr/share/zsh/vendor-completions/_zwb",
            "usr/share/zwb/zwb.schema.json")) {
      assertTrue(Files.isRegularFile(ROOT.resolve(file)), file);
    }
  }

  @Test
  void itStaysSmall() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      long bytes =
          files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
      assertTrue(bytes <= MOST_BYTES, bytes + " bytes");
    }
  }

  @Test
  void packageIsADebianArchive() throws IOException {
    try (var deb = Files.newInputStream(Path.of("target", "zwb.deb"))) {
      assertEquals("!<arch>\ndebian-binary", new String(deb.readNBytes(21), UTF_8));
    }
  }

  @Test
  void helpAndCompletionsNameTheSameCommands() throws Exception {
    Set<String> explained = new TreeSet<>();
    named(run("help"), "(?m)^  zwb ([a-z0-9|-]+)")
        .forEach(words -> explained.addAll(List.of(words.split("\\|"))));
    assertFalse(explained.isEmpty());
    assertFalse(explained.contains("dist"), "a command that only a checkout has");
    String bash = text("usr/share/bash-completion/completions/zwb");
    String commands = named(bash, "commands='([^']*)'").get(0);
    assertEquals(explained, new TreeSet<>(List.of(commands.split(" "))));
    String zsh = text("usr/share/zsh/vendor-completions/_zwb");
    assertEquals(explained, new TreeSet<>(named(zsh, "(?m)^  '([a-z0-9-]+):")));
    for (String command : explained) {
      assertTrue(run("help", command).contains("zwb " + command), command);
    }
  }

  @Test
  void configurationOfThePackageIsRight() throws Exception {
    String file = ROOT.resolve("etc/zwb/zwb.yaml").toString();
    assertTrue(run("config", "check", file).contains(": valid"));
  }

  @Test
  void startsAnswersAndStops() throws Exception {
    Process server =
        process("serve", "--set", "listen=127.0.0.1:0", "--set", "management=127.0.0.1:0");
    try (BufferedReader said = server.inputReader(UTF_8)) {
      String line = said.readLine();
      while (line != null && !line.contains("zwb: ws://")) {
        line = said.readLine();
      }
      assertTrue(line != null, "it ended before it listened");
      URI page = URI.create(line.substring(line.indexOf("ws://")).replace("ws:", "http:"));
      var answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(page.resolve("/zmq.js")).build(), BodyHandlers.ofString());
      assertEquals(200, answer.statusCode());
      server.destroy();
      assertEquals(0, server.waitFor());
    } finally {
      server.destroyForcibly();
    }
  }

  private static String run(String... words) throws Exception {
    Process process = process(words);
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }

  private static Process process(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(ZWB.toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("ZWB_"));
    return builder.start();
  }

  private static String text(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  private static List<String> named(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    List<String> names = new ArrayList<>();
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }
}
