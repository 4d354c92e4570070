package org.zmqwebbridge.it.fault;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.zmqwebbridge.it.Arguments;

/**
 * {@code zwb faults}: plays the scenarios, and judges what each took until all worked again.
 *
 * <p>Owner thread: none; each of a small pool plays one scenario after the other.
 */
public final class FaultsMain {
  private final Recoveries recoveries = new Recoveries();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger broken = new AtomicInteger();
  private final List<Scenario> scenarios;
  private final long seed;

  private FaultsMain(List<Scenario> scenarios, long seed) {
    this.scenarios = scenarios;
    this.seed = seed;
  }

  /** Exit status: 0 if every rule held, and every recovery was in time. */
  public static void main(String[] words) throws InterruptedException {
    if (List.of(words).equals(List.of("--list"))) {
      System.out.println(Scenarios.markdown());
      System.exit(0);
    }
    Arguments arguments = Arguments.of(words, Map.of("--only", "", "--seed", "", "--at-once", "2"));
    List<Scenario> scenarios = Scenarios.containing(arguments.text("--only"));
    if (scenarios.isEmpty()) {
      System.err.println("zwb: no rule contains that; zwb faults --list has them all");
      System.exit(2);
    }
    FaultsMain faults = new FaultsMain(scenarios, arguments.seed());
    System.exit(faults.play(arguments.count("--at-once")) ? 0 : 1);
  }

  private boolean play(int atOnce) throws InterruptedException {
    System.out.println(scenarios.size() + " scenarios, " + atOnce + " at once, seed " + seed);
    ExecutorService stages = Executors.newFixedThreadPool(atOnce);
    stages.invokeAll(scenarios.stream().<Callable<Void>>map(s -> () -> play(s)).toList());
    stages.shutdown();
    System.out.println();
    System.out.print(recoveries.table());
    System.out.println();
    System.out.println(recoveries.summary() + "; rules broken: " + broken);
    return broken.get() == 0 && recoveries.areInTime();
  }

  private Void play(Scenario scenario) {
    String place = begun.incrementAndGet() + "/" + scenarios.size();
    try {
      recoveries.add(scenario.rule(), scenario.script().play(seed));
      System.out.println(place + " " + scenario.rule());
    } catch (Exception | AssertionError failure) {
      broken.incrementAndGet();
      System.out.println(place + " BROKEN: " + scenario.rule() + ": " + failure);
      failure.printStackTrace();
    }
    return null;
  }
}
