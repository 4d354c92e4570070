package org.zmqwebbridge.zmq;

import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import zmq.Msg;
import zmq.io.Metadata;

/**
 * The frames that come from one peer of a bound socket: the first after its handshake, whether it
 * is an answer to a heartbeat, says who it is; and to a socket that publishes it may say what it
 * subscribes to, so often and no more. (What CURVE has decrypted are frames of JeroMQ's own, which
 * do not pass here.)
 *
 * <p>Owner thread: JeroMQ's I/O thread. Lifetime: its connection's.
 */
final class PeerFrames extends IncomingFrames {
  /** Topics that one peer may be subscribed to: JeroMQ keeps them all. */
  static final int MAX_SUBSCRIPTIONS = 10_000;

  private static final int UNSUBSCRIBE = 0;
  private static final int SUBSCRIBE = 1;

  private final Peers peers;
  private final boolean publishes;
  private final Counters counters;
  private boolean known;
  private int subscriptions;

  /**
   * @param maxCutBytes so much of a frame that is too large goes to the socket; 0: nothing
   * @param publishes whether what comes are subscriptions
   */
  PeerFrames(
      long maxMessageBytes, int maxCutBytes, Peers peers, boolean publishes, Counters counters) {
    super(maxMessageBytes, maxCutBytes);
    this.peers = peers;
    this.publishes = publishes;
    this.counters = counters;
  }

  @Override
  void onFrame(Metadata peer) {
    if (!known) {
      known = true;
      peers.onHeard(peer);
    }
  }

  @Override
  void onCut(Metadata peer) {
    peers.cutOff(peer);
  }

  @Override
  boolean passes(Msg frame) {
    if (!publishes || frame.size() == 0) {
      return true;
    }
    switch (frame.get(0)) {
      case SUBSCRIBE -> {
        if (subscriptions >= MAX_SUBSCRIPTIONS) {
          counters.increment(Counter.PEER_SUBSCRIPTIONS_REFUSED);
          return false;
        }
        subscriptions++;
      }
      case UNSUBSCRIBE -> subscriptions = Math.max(0, subscriptions - 1);
      default -> {}
    }
    return true;
  }
}
