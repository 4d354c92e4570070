package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code zwb bench} as it is run from a build: two jars, and no other class than theirs. */
final class BenchTest {
  private static final Path BRIDGE = Path.of("..", "bridge-server", "target", "zwb.jar");
  private static final Path BENCH = Path.of("..", "bench", "target", "zwb-bench.jar");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "requests --connections 2 --rate 100",
        "requests --over http --connections 2 --rate 100",
        "subscribers --connections 2 --rate 100",
        "subscribers --over sse --connections 2 --rate 100",
        "topics --connections 2 --rate 100",
        "idle --connections 2",
        "idle --over poll --connections 2",
        "polite --in-flight 2 --rounds 1"
      })
  void everyLoadRunsFromTheJarsAloneAndWritesItsFigures(String load, @TempDir Path folder)
      throws IOException, InterruptedException {
    Path figures = folder.resolve("figures.json");
    Path said = folder.resolve("said");
    List<String> command = new ArrayList<>(ClassArchive.java(BRIDGE + File.pathSeparator + BENCH));
    command.add("org.zmqwebbridge.bench.BenchMain");
    command.addAll(List.of(load.split(" ")));
    command.addAll(List.of("--warm", "0", "--seconds", "1", "--json", figures.toString()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertEquals(0, process.waitFor(), () -> said(said));
    JsonObject written = JsonParser.parseString(Files.readString(figures)).getAsJsonObject();
    assertTrue(written.size() > 0, written::toString);
  }

  private static String said(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
