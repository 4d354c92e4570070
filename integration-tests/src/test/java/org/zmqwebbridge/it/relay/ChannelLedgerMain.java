package org.zmqwebbridge.it.relay;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.it.Arguments;
import org.zmqwebbridge.observe.Counter;

/**
 * {@code zwb ledger --relay}: the ledger of channels, for a million messages.
 *
 * <p>Owner thread: the process's first.
 */
public final class ChannelLedgerMain {
  private ChannelLedgerMain() {}

  /** Exit status: 0 if nothing was wrong. */
  public static void main(String[] words) {
    Arguments arguments =
        Arguments.of(words, Map.of("--messages", "1000000", "--faults", "50", "--seed", ""));
    int messages = arguments.count("--messages");
    int faults = arguments.count("--faults");
    long seed = arguments.seed();
    System.out.printf(
        Locale.ROOT, "%,d messages, %d faults, three bridges, seed %d%n", messages, faults, seed);
    long begin = System.nanoTime();
    try (ChannelTrial trial =
        new ChannelTrial(messages, faults, seed, new Progress(messages, begin))) {
      trial.run();
      long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin));
      System.out.print("\n" + trial.made() + "\n" + trial.books().table());
      StringBuilder text = new StringBuilder();
      for (Counter counter :
          new Counter[] {
            Counter.REDIS_CONNECTIONS_LOST,
            Counter.REDIS_HOLES,
            Counter.REDIS_GAPS,
            Counter.REDIS_DEAF,
            Counter.REDIS_NONSENSE
          }) {
        Books.line(text, counter.name().toLowerCase(Locale.ROOT), trial.counters().value(counter));
      }
      Books.line(text, "seconds", seconds);
      Books.line(text, "messages per second", trial.messages() / seconds);
      System.out.print(text);
      trial.books().told().forEach(wrong -> System.out.println("WRONG: " + wrong));
      System.exit(trial.books().isRight() ? 0 : 1);
    }
  }
}
