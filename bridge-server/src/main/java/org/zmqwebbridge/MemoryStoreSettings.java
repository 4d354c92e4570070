package org.zmqwebbridge;

import java.time.InstantSource;
import java.util.function.Supplier;
import org.zmqwebbridge.channel.ChannelStore;
import org.zmqwebbridge.channel.MemoryStore;

/**
 * A store of {@code relay.stores} whose type is {@code memory}.
 *
 * @param maxChannels how many there may be
 * @param maxBytes of all messages that are kept
 * @param idleSeconds how long a channel stays that keeps nothing and has no subscribers; 0: for
 *     ever
 */
record MemoryStoreSettings(int maxChannels, long maxBytes, long idleSeconds)
    implements Supplier<ChannelStore> {
  /** The defaults of docs/OPERATIONS.md. */
  static final MemoryStoreSettings DEFAULTS = new MemoryStoreSettings(100_000, 128 << 20, 3_600);

  @Override
  public ChannelStore get() {
    return new MemoryStore(InstantSource.system(), maxChannels, maxBytes, idleSeconds);
  }
}
