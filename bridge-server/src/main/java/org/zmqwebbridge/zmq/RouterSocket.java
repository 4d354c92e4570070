package org.zmqwebbridge.zmq;

import java.util.List;
import org.zmqwebbridge.observe.Counters;
import zmq.Msg;
import zmq.io.Metadata;

/**
 * A bound ROUTER: messages begin with the routing id of the peer that they come from, or go to.
 *
 * <p>Owner thread: the loop's.
 */
final class RouterSocket extends BoundSocket {
  /** What a peer may leave untaken, in messages of the largest size. */
  private static final int UNTAKEN_MESSAGES = 4;

  private final RoutingIds routingIds;

  RouterSocket(
      ZmqLoop loop,
      ZmqContext context,
      SocketOptions options,
      SocketListener listener,
      SocketKeeper keeper,
      Counters counters) {
    super(loop, context, options, listener, keeper, counters);
    long untaken = UNTAKEN_MESSAGES * options.maxFrameBytes();
    this.routingIds = new RoutingIds(peers(), options.maxPeers(), untaken, counters);
    socket().setRouterMandatory(true); // an answer to a peer that has gone is refused, not lost
  }

  @Override
  void admit(ZmqEndpoint guardedAs, SocketOptions changed) {
    super.admit(guardedAs, changed);
    routingIds.changed(changed.maxPeers());
  }

  @Override
  boolean mayBeHeard(List<byte[]> message, Metadata peer) {
    return isOfThisProcess() || routingIds.onMessage(message.get(0), peer);
  }

  /**
   * Sends a message without waiting.
   *
   * @return false if the peer has gone, or takes nothing now: there is nothing to wait for
   */
  @Override
  boolean send(byte[]... message) {
    loop().assertOwner();
    Msg[] frames = routingIds.outgoing(message);
    for (int i = 0; frames != null && i < frames.length; i++) {
      if (!trySend(frames[i], i < frames.length - 1)) {
        routingIds.unreachable(message[0]);
        return false; // only the first can be refused
      }
    }
    return frames != null;
  }
}
