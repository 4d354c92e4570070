package org.zmqwebbridge.mongrel2;

import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.mongrel2.config.Mongrel2Limits;
import org.zmqwebbridge.observe.Counter;

/**
 * Ends connections that are too quiet: one point each for silence, for little that was read and for
 * little that was written, and the end for more points than {@code limits.kill_limit}. Heads and
 * bodies that have begun have a deadline besides.
 *
 * <p>Owner thread: the sweeper's.
 */
final class Reaper {
  private final Server server;
  private final long headNanos;
  private final long bodyNanos;

  /**
   * @param headMillis how long a head may take
   * @param bodyMillis how long a body may go without a byte
   */
  Reaper(Server server, long headMillis, long bodyMillis) {
    this.server = server;
    this.headNanos = TimeUnit.MILLISECONDS.toNanos(headMillis);
    this.bodyNanos = TimeUnit.MILLISECONDS.toNanos(bodyMillis);
  }

  void look(Client client, long now) {
    if (client.activity().isHeadLate(now, headNanos)
        || client.activity().isBodyLate(now, bodyNanos)) {
      server.counters().increment(Counter.MONGREL2_LATE);
      client.connection().abort();
      return;
    }
    Mongrel2Limits limits = server.limits();
    long age = now - client.activity().opened();
    boolean isOldEnough = age >= TimeUnit.SECONDS.toNanos(limits.tickSeconds());
    if (isOldEnough && points(client.activity(), limits, now) > limits.killLimit()) {
      server.counters().increment(Counter.MONGREL2_IDLE);
      client.cancel();
    }
  }

  private static int points(Activity activity, Mongrel2Limits limits, long now) {
    int silent = isMore(activity.silence(now), limits.minPingSeconds());
    long read = activity.bytesRead() / (activity.sinceRead(now) + 1);
    long written = activity.bytesWritten() / (activity.sinceWrite(now) + 1);
    return silent + isLess(read, limits.minReadRate()) + isLess(written, limits.minWriteRate());
  }

  private static int isMore(long value, int most) {
    return most != 0 && value > most ? 1 : 0;
  }

  private static int isLess(long value, int least) {
    return least != 0 && value < least ? 1 : 0;
  }
}
