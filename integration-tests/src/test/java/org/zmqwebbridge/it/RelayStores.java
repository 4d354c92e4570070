package org.zmqwebbridge.it;

import java.time.InstantSource;
import java.util.function.Supplier;
import org.zmqwebbridge.channel.ChannelStore;
import org.zmqwebbridge.channel.MemoryStore;
import org.zmqwebbridge.it.redis.Kept;

/** The stores that every rule of the push relay is tried with; each makes one that is empty. */
enum RelayStores implements Supplier<ChannelStore> {
  MEMORY {
    @Override
    public ChannelStore get() {
      return new MemoryStore(InstantSource.system(), 1_000, 64 << 20, 0);
    }
  },
  REDIS {
    @Override
    public ChannelStore get() {
      return Kept.REDIS.open();
    }
  }
}
