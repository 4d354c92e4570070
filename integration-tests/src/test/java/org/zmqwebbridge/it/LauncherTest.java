package org.zmqwebbridge.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Runs each rule of launcher/launcher_test.sh as a test of its own name. A rule has a tree and
 * processes of its own and mostly waits for these, so that some run side by side.
 */
class LauncherTest {
  private static final Path SCRIPT = Path.of("launcher", "launcher_test.sh").toAbsolutePath();
  private static final int SIDE_BY_SIDE = 4;

  private static final ExecutorService runners = Executors.newFixedThreadPool(SIDE_BY_SIDE);

  @AfterAll
  static void stop() {
    runners.shutdownNow();
  }

  @TestFactory
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  Stream<DynamicTest> launcher() throws Exception {
    List<String> rules = run("list").lines().toList();
    assertFalse(rules.isEmpty(), "the script names no rule");
    List<DynamicTest> tests = new ArrayList<>();
    for (String rule : rules) {
      Future<String> ran = runners.submit(() -> run("run", rule));
      tests.add(dynamicTest(rule, () -> outcome(ran)));
    }
    return tests.stream();
  }

  /** Waits for it; its failure is this one's. */
  private static void outcome(Future<String> ran) throws Throwable {
    try {
      ran.get();
    } catch (ExecutionException failed) {
      throw failed.getCause();
    }
  }

  /**
   * Runs the script and returns what it printed; a status other than 0 is a failure that shows it.
   */
  private static String run(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString());
    builder.command().addAll(List.of(arguments));
    Process script = builder.redirectErrorStream(true).start();
    script.getOutputStream().close();
    String printed = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, script.waitFor(), printed);
    return printed;
  }
}
