package org.zmqwebbridge.it.redis;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.zmqwebbridge.channel.ChannelStore;
import org.zmqwebbridge.channel.MemoryStore;
import org.zmqwebbridge.channel.redis.RedisFormat;
import org.zmqwebbridge.channel.redis.RedisSettings;
import org.zmqwebbridge.channel.redis.RedisStore;

/** Where channels are kept; each time an empty store. */
public enum Kept {
  MEMORY {
    @Override
    public ChannelStore open() {
      return new MemoryStore(InstantSource.system(), 1_000, 64 << 20, 0);
    }
  },
  REDIS {
    @Override
    public ChannelStore open() {
      return RedisStore.open(settings(RedisFormat.STREAM));
    }
  },
  HBPUSH {
    @Override
    public ChannelStore open() {
      return RedisStore.open(settings(RedisFormat.HBPUSH));
    }
  };

  private static final AtomicInteger stores = new AtomicInteger();

  /** One server for all tests of this JVM, whose stores have prefixes of their own. */
  private static final class Shared {
    static final RedisProcess REDIS = RedisProcess.start();
  }

  /** Of an empty store in the server that all share. */
  public static RedisSettings settings(RedisFormat format) {
    return RedisSettings.of(Shared.REDIS.server())
        .with(format, "t" + stores.incrementAndGet() + ":");
  }

  /** The server that all share. */
  static RedisProcess shared() {
    return Shared.REDIS;
  }

  public abstract ChannelStore open();
}
