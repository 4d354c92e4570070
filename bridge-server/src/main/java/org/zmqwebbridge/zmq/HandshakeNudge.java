package org.zmqwebbridge.zmq;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Helps connections over a fault of JeroMQ that leaves some of them connected but never polled.
 *
 * <p>When a TCP connect completes in the same pass of JeroMQ's poller in which another command is
 * handled, the connecter's registration of the channel is cancelled and the engine's is skipped,
 * because the channel still has its cancelled key. The engine's is made up for only when something
 * else changes in the set of watched channels; in a quiet process that is never, and the socket
 * stays deaf. So while a connection waits for its handshake, the I/O thread is made to look at all
 * its channels again.
 *
 * <p>Owner thread: the loop's.
 */
final class HandshakeNudge {
  /** How often to look while a connection waits for its handshake. */
  static final long LOOK_MILLIS = 3;

  private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(3);
  private static final long LAST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final ZmqContexts contexts;
  private long lastNudge;
  private long pause = FIRST_NANOS;

  HandshakeNudge(ZmqContexts contexts) {
    this.contexts = contexts;
  }

  /**
   * Nudges if a connection has waited for a while, less and less often.
   *
   * @return whether one waits that may need another nudge
   */
  boolean help(List<ZmqSocket> sockets, long now) {
    long waited = longestWait(sockets, now);
    if (waited < 0 || waited > LAST_NANOS) {
      pause = FIRST_NANOS;
      return false;
    }
    if (waited >= FIRST_NANOS && now - lastNudge >= pause) {
      lastNudge = now;
      pause = 2 * pause;
      contexts.stirBackEnds();
    }
    return true;
  }

  private static long longestWait(List<ZmqSocket> sockets, long now) {
    long longest = -1;
    for (ZmqSocket socket : sockets) {
      if (socket instanceof ConnectingSocket connecting) {
        longest = Math.max(longest, connecting.link().handshakeTakes(now));
      }
    }
    return longest;
  }
}
