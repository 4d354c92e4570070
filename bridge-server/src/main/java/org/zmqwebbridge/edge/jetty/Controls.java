package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import org.zmqwebbridge.edge.ServerFrameHeader;

/**
 * The control frames that go ahead of all else: at most one pong, the answer to the latest ping,
 * and one ping.
 *
 * <p>Owner thread: whoever holds its {@link Outbox}'s lock.
 */
final class Controls {
  private static final byte[] PING = ServerFrameHeader.frame(ServerFrameHeader.PING);

  private byte[] pong; // null if none waits
  private boolean ping;

  void addPong(byte[] frame) {
    pong = frame;
  }

  void addPing() {
    ping = true;
  }

  boolean isEmpty() {
    return pong == null && !ping;
  }

  void clear() {
    pong = null;
    ping = false;
  }

  /** Moves what fits whole; returns whether none is left. */
  boolean take(ByteBuffer target) {
    if (pong != null && pong.length <= target.remaining()) {
      target.put(pong);
      pong = null;
    }
    if (ping && PING.length <= target.remaining()) {
      target.put(PING);
      ping = false;
    }
    return isEmpty();
  }
}
