package org.zmqwebbridge.bench.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Opens many connections, few handshakes at a time, until all are ready or one fails.
 *
 * <p>Owner thread: the loop's.
 */
public final class Ramp {
  private static final int AT_ONCE = 64;
  private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** Somebody that the ramp waits for. */
  public interface Entrant {
    /** Whether it may be counted as connected. */
    boolean isReady();

    /** Why it never will be, for people, or {@code null}. */
    String failure();

    /**
     * Begins to connect.
     *
     * @param source this side's address, or {@code null} for the system's choice
     * @throws IOException if there is no socket to be had, or the name cannot be resolved
     */
    void connect(LoadLoop with, InetSocketAddress source) throws IOException;
  }

  private final LoadLoop loop;
  private final List<? extends Entrant> entrants;
  private final IntConsumer progress;
  private final Sources sources;

  /**
   * A ramp that has not begun.
   *
   * @param progress hears now and then how many are ready
   */
  public Ramp(LoadLoop loop, List<? extends Entrant> entrants, IntConsumer progress) {
    this.loop = loop;
    this.entrants = entrants;
    this.progress = progress;
    this.sources = Sources.of(loop.target());
  }

  /**
   * Drives the loop until all are ready.
   *
   * @throws IllegalStateException if one is refused or lost, or none gets any further; the message
   *     says what to do
   */
  public void run() {
    int begun = 0;
    int ready = 0; // all before it are
    long lastStep = System.nanoTime();
    while (ready < entrants.size()) {
      while (begun < entrants.size() && begun - ready < AT_ONCE) {
        begin(begun++);
      }
      loop.turn(System.nanoTime() + TICK_NANOS);
      int before = ready;
      ready = advance(ready, begun);
      if (ready > before) {
        lastStep = System.nanoTime();
        progress.accept(ready);
      } else if (System.nanoTime() - lastStep > STUCK_NANOS) {
        throw failed(ready, "the server has not answered for 10 s");
      }
    }
  }

  private void begin(int number) {
    Entrant entrant = entrants.get(number);
    try {
      entrant.connect(loop, sources.source(number));
    } catch (IOException failure) {
      String text = String.valueOf(failure.getMessage());
      throw failed(
          number,
          text.contains("open files")
              ? "this process may not have more open files: raise `ulimit -n`"
              : text);
    }
  }

  private int advance(int from, int begun) {
    int ready = from;
    while (ready < begun) {
      Entrant entrant = entrants.get(ready);
      if (entrant.failure() != null) {
        throw failed(ready, entrant.failure());
      }
      if (!entrant.isReady()) {
        break;
      }
      ready++;
    }
    // One after a slow one may have failed already.
    for (int i = ready; i < begun; i++) {
      if (entrants.get(i).failure() != null) {
        throw failed(ready, entrants.get(i).failure());
      }
    }
    return ready;
  }

  private IllegalStateException failed(int ready, String why) {
    return new IllegalStateException(
        ready + " of " + entrants.size() + " connections to " + loop.target() + " are up: " + why);
  }
}
