package org.zmqwebbridge.channel.redis;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * How many here were given a followed channel's last messages, for those that this bridge has
 * published and whose publisher asks.
 *
 * <p>Owner thread: none; the lock of the {@link Followed} that it belongs to.
 */
final class Reach {
  private static final int REMEMBERED = 64;

  private final Map<Long, CompletableFuture<Integer>> awaited = new HashMap<>(1); // by offset
  private final long[] offsets = new long[REMEMBERED];
  private final int[] counts = new int[REMEMBERED];
  private final Executor executor; // which completes, so that nobody goes on with the lock

  Reach(Executor executor) {
    this.executor = executor;
  }

  /** A message was told to so many. */
  void told(long offset, int count) {
    int slot = (int) (offset % REMEMBERED);
    offsets[slot] = offset;
    counts[slot] = count;
    CompletableFuture<Integer> publisher = awaited.remove(offset);
    if (publisher != null) {
      publisher.completeAsync(() -> count, executor);
    }
  }

  /** Of a message that was told; -1: it was told too long ago. */
  int of(long offset) {
    int slot = (int) (offset % REMEMBERED);
    return offsets[slot] == offset ? counts[slot] : -1;
  }

  /** A message has yet to be told. */
  void await(long offset, CompletableFuture<Integer> count) {
    awaited.put(offset, count);
  }

  /** Nobody waits any more to know it. */
  void unwanted(long offset) {
    awaited.remove(offset);
  }

  /** Nobody will know it of those that are awaited. */
  void giveUp() {
    awaited.values().forEach(one -> one.completeAsync(() -> -1, executor));
    awaited.clear();
  }
}
