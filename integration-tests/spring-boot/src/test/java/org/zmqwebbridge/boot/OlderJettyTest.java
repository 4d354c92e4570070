package org.zmqwebbridge.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The application without the override: with the Jetty that Spring Boot manages. */
class OlderJettyTest {
  private static final Path OLDER = Path.of("target", "older-jetty");

  @Test
  void theStartFailsAndNamesTheRemedy() throws IOException, InterruptedException {
    Process application =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                olderClassPath(),
                Application.class.getName(),
                "--server.port=0",
                "--bridge.listen=127.0.0.1:0",
                "--accounts.address=tcp://127.0.0.1:*")
            .redirectErrorStream(true)
            .start();
    String output =
        new String(application.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(application.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(application.exitValue()).isNotZero();
    assertThat(output).contains("has Jetty 12.0.29").contains("<jetty.version>");
  }

  private static String olderClassPath() throws IOException {
    List<String> path = new ArrayList<>();
    try (Stream<Path> jars = Files.list(OLDER)) {
      jars.forEach(jar -> path.add(jar.toString()));
    }
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!Path.of(entry).getFileName().toString().startsWith("jetty-")) {
        path.add(entry);
      }
    }
    return String.join(File.pathSeparator, path);
  }
}
