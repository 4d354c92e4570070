package org.zmqwebbridge.it.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.it.Arguments;
import org.zmqwebbridge.it.MainProcess;

/**
 * {@code zwb soak}: mixed load on a bridge in a process of its own; what it holds at the start,
 * when it is warm and idle, and at the end, when it is idle again.
 *
 * <p>Owner thread: the process's first.
 */
public final class SoakMain {
  /** So that all code that runs is loaded and compiled, and all pools have their size. */
  private static final long WARM_UP_SECONDS = 40;

  /** Idle: shared sockets without members have gone. */
  private static final long GATEWAY_IDLE_MILLIS = 2_000;

  /** How long threads and descriptors may take to go: Jetty's spare threads stay for a minute. */
  private static final long PATIENCE_SECONDS = 90;

  private final MainProcess bridge;
  private final List<Load> loads;
  private final Tolerance tolerance = Tolerance.DEFAULT;

  private SoakMain(MainProcess bridge, List<Load> loads) {
    this.bridge = bridge;
    this.loads = loads;
  }

  /** Exit status: 0 if the bridge holds at the end what it held at the start. */
  public static void main(String[] words) throws InterruptedException {
    Arguments arguments = Arguments.of(words, Map.of("--minutes", "30"));
    int minutes = arguments.count("--minutes");
    boolean isRight;
    try (Neighbours neighbours = new Neighbours();
        MainProcess bridge = start(neighbours)) {
      Runtime.getRuntime().addShutdownHook(new Thread(bridge::destroy));
      SoakMain soak = new SoakMain(bridge, new Loads(bridge.port(), neighbours).all());
      isRight = soak.run(minutes);
    }
    System.exit(isRight ? 0 : 1);
  }

  private static MainProcess start(Neighbours neighbours) {
    List<String> words = new ArrayList<>(List.of("serve"));
    for (String setting :
        List.of(
            "listen=127.0.0.1:0",
            "management=127.0.0.1:0",
            "limits.maxConnectionsPerAddress=0",
            "deadlines.gatewayIdleMillis=" + GATEWAY_IDLE_MILLIS)) {
      words.addAll(List.of("--set", setting));
    }
    words.addAll(neighbours.settings());
    return MainProcess.start(words.toArray(String[]::new));
  }

  private boolean run(int minutes) throws InterruptedException {
    System.out.println("warming up for " + WARM_UP_SECONDS + " s");
    begin();
    TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
    end();
    Holdings start = atRest(null);
    report("start", start);
    begin();
    Holdings peak = start;
    for (int minute = 1; minute <= minutes; minute++) {
      Holdings most = aMinute();
      report(minute + " min", most);
      peak = peak.max(most);
    }
    end();
    Holdings end = atRest(start);
    return judge(start, peak, end);
  }

  private void begin() {
    loads.forEach(Load::begin);
  }

  private void end() throws InterruptedException {
    for (Load load : loads) {
      load.end();
    }
  }

  /** What it holds most of in a minute; at its end, of the heap. */
  private Holdings aMinute() throws InterruptedException {
    Holdings most = Holdings.of(bridge.pid());
    for (int second = 1; second < 60; second++) {
      TimeUnit.SECONDS.sleep(1);
      most = most.max(Holdings.of(bridge.pid()));
    }
    TimeUnit.SECONDS.sleep(1);
    return most.max(Holdings.collectedOf(bridge.pid()));
  }

  /**
   * What it holds when nothing happens any more.
   *
   * @param start what it is to come back to, for which there is patience; {@code null}: what is
   *     left when the patience is over
   */
  private Holdings atRest(Holdings start) throws InterruptedException {
    long begin = System.nanoTime();
    Holdings now = Holdings.collectedOf(bridge.pid());
    while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)
        && (start == null || !tolerance.allows(start, now))) {
      TimeUnit.SECONDS.sleep(5);
      now = Holdings.collectedOf(bridge.pid());
    }
    return now;
  }

  private static void report(String when, Holdings holdings) {
    System.out.printf(
        Locale.ROOT,
        "%8s  heap after collection %,7d KiB  threads %3d  descriptors %4d  resident %,5d MiB%n",
        when,
        holdings.liveBytes() >> 10,
        holdings.threads(),
        holdings.descriptors(),
        holdings.residentBytes() >> 20);
  }

  private boolean judge(Holdings start, Holdings peak, Holdings end) {
    System.out.println();
    loads.forEach(System.out::println);
    System.out.println();
    report("start", start);
    report("peak", peak);
    report("end", end);
    long failures = loads.stream().mapToLong(Load::failures).sum();
    boolean isBack = tolerance.allows(start, end);
    System.out.println((isBack ? "back to its start" : "NOT back to its start") + tolerance);
    System.out.println("steps that failed: " + failures);
    if (!isBack) {
      Holdings.histogram(bridge.pid()).stream().limit(30).forEach(System.out::println);
    }
    return isBack && failures == 0;
  }
}
