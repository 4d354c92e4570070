package org.zmqwebbridge.rate;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * How many messages a second pages may send: each connection, and all connections of a principal
 * together.
 *
 * <p>Owner thread: none. Lifetime: as long as the bridge.
 */
public final class Rates {
  /** The most principals without a connection that are remembered; the oldest goes first. */
  private static final int MAX_REMEMBERED = 100_000;

  /** After so much idleness a bucket is full again: the longest burst, twice. */
  private static final int REMEMBERED_SECONDS = 2 * RateLimits.MAX_BURST_SECONDS;

  private final RateLimits limits;
  private final LongSupplier nanoClock;
  private final ScheduledExecutorService timer;
  private final Counters counters;
  private final LoadingCache<String, TokenBucket> principals; // as long as somebody holds one
  private final Cache<String, TokenBucket> remembered; // holds those that were joined lately

  /**
   * @param timer wakes those who have waited long enough
   */
  public Rates(
      RateLimits limits,
      LongSupplier nanoClock,
      ScheduledExecutorService timer,
      Counters counters) {
    this.limits = limits;
    this.nanoClock = nanoClock;
    this.timer = timer;
    this.counters = counters;
    this.principals =
        CacheBuilder.newBuilder()
            .weakValues()
            .build(CacheLoader.from(() -> bucket(limits.perPrincipal())));
    this.remembered =
        CacheBuilder.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(REMEMBERED_SECONDS, TimeUnit.SECONDS)
            .build();
  }

  private TokenBucket bucket(int perSecond) {
    return new TokenBucket(perSecond, (long) perSecond * limits.burstSeconds(), nanoClock);
  }

  /**
   * How a new connection is limited.
   *
   * @param principal who it is, if that is known
   * @param onFree runs when it has waited long enough
   */
  public RateLimiter of(Optional<String> principal, Runnable onFree) {
    if (limits.perConnection() == 0 && limits.perPrincipal() == 0) {
      return RateLimiter.FREE;
    }
    Limited limiter = new Limited(onFree);
    if (limits.perConnection() > 0) {
      limiter.buckets.add(bucket(limits.perConnection()));
    }
    principal.ifPresent(limiter::join);
    return limiter;
  }

  private final class Limited implements RateLimiter {
    private final Runnable onFree;
    private final List<TokenBucket> buckets = new CopyOnWriteArrayList<>();
    private final AtomicBoolean waits = new AtomicBoolean();

    Limited(Runnable onFree) {
      this.onFree = onFree;
    }

    @Override
    public void spend() {
      buckets.forEach(TokenBucket::spend);
    }

    @Override
    public boolean isOver() {
      long debt = debtNanos();
      if (debt <= 0) {
        return false;
      }
      if (waits.compareAndSet(false, true)) {
        counters.increment(Counter.RATES_EXCEEDED);
        await(debt);
      }
      return true;
    }

    private long debtNanos() {
      long debt = 0;
      for (TokenBucket bucket : buckets) {
        debt = Math.max(debt, bucket.debtNanos());
      }
      return debt;
    }

    private void await(long nanos) {
      try {
        Future<?> unused = timer.schedule(this::onEarned, nanos, TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException stopping) {
        // the bridge ends its connections
      }
    }

    private void onEarned() {
      waits.set(false);
      onFree.run(); // asks isOver, which may wait again: others have spent meanwhile
    }

    @Override
    public void join(String principal) {
      if (limits.perPrincipal() > 0) {
        TokenBucket bucket = principals.getUnchecked(principal);
        remembered.put(principal, bucket); // who leaves and comes back does not begin again
        if (!buckets.contains(bucket)) {
          buckets.add(bucket);
        }
      }
    }
  }
}
