package org.zmqwebbridge.demo.chat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when a test says so. Owner thread: any. */
final class FakeClock implements InstantSource {
  private volatile Instant now = Instant.ofEpochSecond(1_000_000);

  @Override
  public Instant instant() {
    return now;
  }

  void set(Duration sinceStart) {
    now = Instant.ofEpochSecond(1_000_000).plus(sinceStart);
  }
}
