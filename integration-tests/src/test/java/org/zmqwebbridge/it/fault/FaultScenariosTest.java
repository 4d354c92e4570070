package org.zmqwebbridge.it.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever breaks between pages, bridge and services: every request has one outcome, nobody gets
 * what is another's, bystanders do not notice, and when it is over all works again without anything
 * being restarted. docs/faults.md says how to add a rule.
 *
 * <p>Each rule has a bridge of its own, so several are played at once. {@code
 * -Dzwb.faults.only=cut} plays those whose rule contains the word, {@code -Dzwb.faults.seed=…}
 * repeats their choices.
 */
final class FaultScenariosTest {
  private static final int AT_ONCE = 6;

  // What is promised is a second after the deadline, and two seconds; a busy machine takes longer.
  private static final long LATE_MILLIS = Scene.DEADLINE_MILLIS + 5_000;
  private static final long NEVER_MILLIS = 10_000;

  private static final Path TABLE = Path.of("target", "fault-scenarios.txt");

  private static final Recoveries recoveries = new Recoveries();

  private static List<Scenario> scenarios() {
    String only = System.getProperty("zwb.faults.only", "").replace('_', ' ');
    return Scenarios.containing(only);
  }

  @TestFactory
  Stream<DynamicTest> whateverBreaks() {
    long seed = Long.getLong("zwb.faults.seed", System.nanoTime());
    System.out.println("fault scenarios: seed " + seed);
    ExecutorService stages = Executors.newFixedThreadPool(AT_ONCE);
    List<DynamicTest> tests = new ArrayList<>();
    for (Scenario scenario : scenarios()) {
      Future<?> played = stages.submit(() -> play(scenario, seed));
      tests.add(DynamicTest.dynamicTest(scenario.rule(), () -> await(played)));
    }
    stages.shutdown();
    return tests.stream();
  }

  private static Void play(Scenario scenario, long seed) throws Exception {
    Thread.currentThread().setName(scenario.rule()); // for the log
    Scenario.Report report = scenario.script().play(seed);
    recoveries.add(scenario.rule(), report);
    assertTrue(report.slowestMillis() <= LATE_MILLIS, "an outcome took too long: " + report);
    assertTrue(report.recoveryMillis() <= NEVER_MILLIS, "recovery took too long: " + report);
    return null;
  }

  private static void await(Future<?> played) throws Throwable {
    try {
      played.get();
    } catch (ExecutionException failure) {
      throw failure.getCause();
    }
  }

  @AfterAll
  static void tell() throws IOException {
    Files.writeString(TABLE, recoveries.table(), UTF_8);
    System.out.println(recoveries.summary() + "; " + TABLE + " has them all");
  }
}
