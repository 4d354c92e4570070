package org.zmqwebbridge.edge.outgoing;

import java.nio.ByteBuffer;

/**
 * The control frames that go ahead of all else: at most one pong, the answer to the latest ping,
 * and one ping.
 *
 * <p>Owner thread: the one that holds its {@link Outbox}'s lock.
 */
final class ControlFrames {
  private byte[] pong; // null if none waits
  private byte[] ping;

  void addPong(byte[] frame) {
    pong = frame;
  }

  void addPing(byte[] frame) {
    ping = frame;
  }

  boolean isEmpty() {
    return pong == null && ping == null;
  }

  void clear() {
    pong = null;
    ping = null;
  }

  /** Moves what fits whole; returns whether none is left. */
  boolean take(ByteBuffer target) {
    if (pong != null && pong.length <= target.remaining()) {
      target.put(pong);
      pong = null;
    }
    if (ping != null && ping.length <= target.remaining()) {
      target.put(ping);
      ping = null;
    }
    return isEmpty();
  }
}
