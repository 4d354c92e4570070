package org.zmqwebbridge.mongrel2;

import java.util.concurrent.TimeUnit;

/**
 * When a client has said and taken something, and how much.
 *
 * <p>Owner thread: none; what several threads count is near enough.
 */
final class Activity {
  private static final long NOT = 0;

  private final long opened;
  private volatile long headSince = NOT; // a head has begun, and is not whole
  private volatile long bodySince = NOT; // a body has, and this was its last byte
  private volatile long lastPing;
  private volatile long lastRead;
  private volatile long lastWrite;
  private volatile long bytesRead; // one thread reads
  private volatile long bytesWritten; // the loop's writes, mostly

  Activity(long nanoTime) {
    this.opened = nanoTime;
    this.lastPing = nanoTime;
    this.lastRead = nanoTime;
    this.lastWrite = nanoTime;
  }

  void read(int bytes, long nanoTime) {
    lastRead = nanoTime;
    lastPing = nanoTime;
    long sum = bytesRead + bytes;
    bytesRead = sum;
    if (bodySince != NOT) {
      bodySince = nanoTime | 1;
    }
  }

  /** Whether a head has begun, and is not whole. */
  void awaitsHead(boolean isAwaited) {
    if (!isAwaited) {
      headSince = NOT;
    } else if (headSince == NOT) {
      headSince = lastRead | 1;
    }
  }

  /** Whether the rest of a body is to come. */
  void awaitsBody(boolean isAwaited) {
    bodySince = isAwaited ? lastRead | 1 : NOT;
  }

  /** Whether a head takes longer than it may. */
  boolean isHeadLate(long nanoTime, long mostNanos) {
    long since = headSince;
    return since != NOT && nanoTime - since >= mostNanos;
  }

  /** Whether a body does not go on. */
  boolean isBodyLate(long nanoTime, long mostNanos) {
    long since = bodySince;
    return since != NOT && nanoTime - since >= mostNanos;
  }

  void wrote(int bytes, long nanoTime) {
    lastWrite = nanoTime;
    lastPing = nanoTime;
    long sum = bytesWritten + bytes;
    bytesWritten = sum;
  }

  /** It is there, whatever it says. */
  void ping(long nanoTime) {
    lastPing = nanoTime;
  }

  long opened() {
    return opened;
  }

  long bytesRead() {
    return bytesRead;
  }

  long bytesWritten() {
    return bytesWritten;
  }

  /** Seconds since it was last heard of. */
  long silence(long nanoTime) {
    return seconds(lastPing, nanoTime);
  }

  /** Seconds since it has sent something. */
  long sinceRead(long nanoTime) {
    return seconds(lastRead, nanoTime);
  }

  /** Seconds since it was sent something. */
  long sinceWrite(long nanoTime) {
    return seconds(lastWrite, nanoTime);
  }

  private static long seconds(long from, long nanoTime) {
    return Math.max(0, TimeUnit.NANOSECONDS.toSeconds(nanoTime - from));
  }
}
