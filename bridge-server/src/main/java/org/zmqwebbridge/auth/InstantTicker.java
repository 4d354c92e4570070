package org.zmqwebbridge.auth;

import com.google.common.base.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Lets what Guava remembers go by the same clock as grants. */
public final class InstantTicker extends Ticker {
  private final InstantSource clock;

  public InstantTicker(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public long read() {
    return Duration.between(Instant.EPOCH, clock.instant()).toNanos();
  }
}
