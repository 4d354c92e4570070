package org.zmqwebbridge.it.ledger;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.zmqwebbridge.it.Arguments;
import org.zmqwebbridge.it.Wire;

/**
 * {@code zwb ledger}: the routing ledger, for millions of requests.
 *
 * <p>Owner thread: the process's first.
 */
public final class LedgerMain {
  private LedgerMain() {}

  /** Exit status: 0 if nothing was wrong. */
  public static void main(String[] words) throws InterruptedException, ExecutionException {
    Arguments arguments =
        Arguments.of(
            words,
            Map.of(
                "--requests",
                "2000000",
                "--kills",
                "200",
                "--seed",
                "",
                "--tls",
                "no",
                "--wire",
                "1"));
    int requests = arguments.count("--requests");
    long seed = arguments.seed();
    Wire wire = arguments.choice("--tls", "no", "yes").equals("yes") ? Wire.TLS : Wire.CLEAR;
    Words spoken = arguments.choice("--wire", "1", "2").equals("2") ? Words.SECOND : Words.FIRST;
    int kills = arguments.count("--kills");
    System.out.printf(
        "%,d requests, %d kills, %s, %s wire, seed %d%n", requests, kills, wire, spoken, seed);
    long begin = System.nanoTime();
    try (Trial trial =
        new Trial(wire, spoken, requests, kills, seed, new Progress(requests, begin))) {
      trial.run();
      System.exit(isRight(trial, requests, System.nanoTime() - begin) ? 0 : 1);
    }
  }

  private static boolean isRight(Trial trial, int requests, long tookNanos) {
    long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(tookNanos));
    Ledger ledger = trial.ledger();
    StringBuilder text = new StringBuilder("\n");
    Ledger.line(text, "kills of the service", trial.killed());
    Ledger.line(text, "stalls of the hook", trial.stalls());
    text.append(ledger.table());
    Ledger.line(text, "bridge's books differ by", trial.balance());
    Ledger.line(text, "seconds", seconds);
    Ledger.line(text, "requests per second", ledger.ended() / seconds);
    System.out.print(text);
    ledger.told().forEach(wrong -> System.out.println("WRONG: " + wrong));
    return ledger.isRight()
        && ledger.ended() == requests
        && ledger.asked() == requests
        && trial.balance() == 0;
  }

  /** A line every ten seconds. */
  private static final class Progress implements LongConsumer {
    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final long requests;
    private final long begin;
    private long due;
    private long before;

    Progress(long requests, long begin) {
      this.requests = requests;
      this.begin = begin;
      this.due = begin + STEP_NANOS;
    }

    @Override
    public void accept(long ended) {
      long now = System.nanoTime();
      if (now - due < 0) {
        return;
      }
      double seconds = (now - due + STEP_NANOS) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "%5d s  %,11d of %,d, %,.0f a second%n",
          TimeUnit.NANOSECONDS.toSeconds(now - begin),
          ended,
          requests,
          (ended - before) / seconds);
      before = ended;
      due = now + STEP_NANOS;
    }
  }
}
