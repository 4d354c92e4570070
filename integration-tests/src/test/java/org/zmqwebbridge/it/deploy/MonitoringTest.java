package org.zmqwebbridge.it.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.it.TestBridge;

/** The alerts and the dashboard name metrics that there are. */
final class MonitoringTest {
  private static final Pattern METRIC = Pattern.compile("\\b(?:zwb|jvm|process|system)_[a-z0-9_]+");

  private static Set<String> metrics(String text) {
    return METRIC
        .matcher(text)
        .results()
        .map(found -> found.group().replaceAll("_bucket$", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What the manual lists (a test compares that with the catalogue), and what a bridge shows. */
  private static Set<String> known() throws IOException {
    Set<String> known = metrics(Files.readString(Path.of("..", "docs", "OPERATIONS.md")));
    try (TestBridge bridge = TestBridge.start(b -> b.management("127.0.0.1:0"))) {
      URI uri = URI.create(bridge.bridge().managementUri()).resolve("/metrics");
      try (InputStream page = uri.toURL().openStream()) {
        known.addAll(metrics(new String(page.readAllBytes(), UTF_8)));
      }
    }
    return known;
  }

  @ParameterizedTest
  @ValueSource(strings = {"prometheus/alerts.yaml", "grafana/dashboard.json"})
  void eachMetricIsThere(String file) throws IOException {
    Set<String> named = metrics(Manifests.text(file));
    assertTrue(named.size() > 10, named::toString);
    named.removeAll(known());
    assertEquals(Set.of(), named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"check rules alerts.yaml", "test rules alerts.test.yaml"})
  void promtoolFindsNothing(String words) throws IOException, InterruptedException {
    Process promtool =
        new ProcessBuilder(("promtool " + words).split(" ", -1))
            .directory(Manifests.FOLDER.resolve("prometheus").toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, promtool.waitFor(), said);
  }

  @Test
  void eachAlertSaysWhatToDo() {
    assertEquals(
        Manifests.text("prometheus/alerts.yaml").split("- alert: ", -1).length,
        Manifests.text("prometheus/alerts.yaml").split(" description: ", -1).length);
  }
}
