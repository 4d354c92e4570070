package org.zmqwebbridge.it;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.zmqwebbridge.channel.ChannelStore;
import org.zmqwebbridge.channel.MemoryStore;

/**
 * A clock that stands still, so that a relay's ids are known, until it is moved; and empty stores
 * that go by it.
 */
final class RelayClock implements InstantSource, Supplier<ChannelStore> {
  /** Mon, 30 Nov 2026 12:13:24 GMT. */
  static final long SECOND = 1_796_040_804L;

  private final AtomicLong second = new AtomicLong(SECOND);

  void tick() {
    second.incrementAndGet();
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochSecond(second.get());
  }

  @Override
  public ChannelStore get() {
    return new MemoryStore(this, 1_000, 64 << 20, 0);
  }
}
