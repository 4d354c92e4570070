package org.zmqwebbridge.it.relay;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.it.Arguments;

/**
 * {@code zwb ledger --relay --bridges}: the ledger of channels by HTTP, with bridges that are
 * processes behind HAProxy.
 *
 * <p>Owner thread: the process's first.
 */
public final class BridgesLedgerMain {
  private static final int CHANNELS = 8;

  private BridgesLedgerMain() {}

  /** Exit status: 0 if nothing was wrong. */
  public static void main(String[] words) {
    Arguments arguments =
        Arguments.of(words, Map.of("--messages", "1000000", "--faults", "50", "--seed", ""));
    int messages = arguments.count("--messages");
    int faults = arguments.count("--faults");
    long seed = arguments.seed();
    System.out.printf(
        Locale.ROOT,
        "%,d messages, %d faults, three bridges behind HAProxy, seed %d%n",
        messages,
        faults,
        seed);
    long begin = System.nanoTime();
    boolean right;
    try (BridgesTrial trial =
        new BridgesTrial(CHANNELS, messages, faults, 0, seed, new Progress(messages, begin))) {
      trial.run();
      trial.conclude();
      long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin));
      StringBuilder text = new StringBuilder("\n" + tolls(trial) + "\n" + trial.books().table());
      Books.line(text, "seconds", seconds);
      Books.line(text, "messages per second", trial.published() / seconds);
      System.out.print(text);
      trial.books().all.told().forEach(wrong -> System.out.println("WRONG: " + wrong));
      right = trial.books().isRight();
    }
    System.exit(right ? 0 : 1);
  }

  /** A line for each kind of fault. */
  static String tolls(BridgesTrial trial) {
    StringBuilder text = new StringBuilder();
    String row = "%-18s %6s %8s %12s %6s %12s%n";
    text.append(
        String.format(
            Locale.ROOT, row, "fault", "times", "failed", "tried again", "gaps", "came back"));
    trial
        .tolls()
        .forEach(
            (kind, toll) ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        row,
                        kind.toString().toLowerCase(Locale.ROOT).replace('_', ' '),
                        toll.times(),
                        toll.failed(),
                        toll.repeated(),
                        toll.gaps(),
                        toll.comebacks())));
    return text.toString();
  }
}
