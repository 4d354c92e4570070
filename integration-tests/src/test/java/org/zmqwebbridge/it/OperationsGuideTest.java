package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.ZMQ;
import org.zmqwebbridge.kit.Certificate;

/** Holds docs/OPERATIONS.md to the program: what it shows is what the program takes. */
class OperationsGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "OPERATIONS.md");
  private static final Path JAR = Path.of("..", "bridge-server", "target", "zwb.jar");
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @Test
  void everyConfigurationInTheGuideIsValid(@TempDir Path directory) throws Exception {
    List<String> examples =
        YAML.matcher(Files.readString(GUIDE)).results().map((MatchResult m) -> m.group(1)).toList();
    assertFalse(examples.isEmpty(), "the guide shows no configuration");
    Path secret = Files.writeString(directory.resolve("secret"), "0123456789abcdef");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    makeKeys(directory);
    Path pages = Files.createDirectory(directory.resolve("pages"));
    Map<Path, Process> checks = new LinkedHashMap<>(); // side by side
    for (String example : examples) {
      String here =
          example
              .replace("/etc/zwb/fullchain.pem", Certificate.shared().pem().toString())
              .replace("/srv/zwb/pages", pages.toString())
              .replace("/etc/zwb/management.secret", secret.toString())
              .replace(" keys/", " " + directory + "/keys/")
              .replace(" secrets/", " " + directory + "/secrets/")
              .replace("/etc/zwb/key.pem", Certificate.shared().key().toString());
      Path file = directory.resolve("zwb-" + checks.size() + ".yaml");
      checks.put(file, check(Files.writeString(file, here), checks.isEmpty()));
    }
    for (Map.Entry<Path, Process> check : checks.entrySet()) {
      isValid(check.getKey(), check.getValue());
    }
  }

  private static void makeKeys(Path directory) throws IOException {
    ZMQ.Curve.KeyPair pair = ZMQ.Curve.generateKeyPair();
    Map<String, String> files =
        Map.of(
            "keys/quotes.key", pair.publicKey,
            "keys/workers/worker.key", pair.publicKey,
            "keys/bridge.key_secret", pair.secretKey,
            "secrets/ledger", "password",
            "secrets/desk.users", "user:password");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }
  }

  /** Begins to check a file: by the jar that users have, or by its classes, which start sooner. */
  private static Process check(Path file, boolean byJar) throws IOException {
    List<String> command = new ArrayList<>();
    if (byJar) {
      command.addAll(List.of(JAVA, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
      command.addAll(List.of("-jar", JAR.toString()));
    } else {
      command.addAll(ClassArchive.java(ClassArchive.CLASS_PATH));
      command.add("org.zmqwebbridge.BridgeMain");
    }
    command.addAll(List.of("config", "check", file.toString()));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static void isValid(Path file, Process check) throws IOException, InterruptedException {
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, check.waitFor(), Files.readString(file) + said);
  }
}
