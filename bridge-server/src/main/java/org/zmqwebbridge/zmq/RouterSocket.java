package org.zmqwebbridge.zmq;

import java.util.List;
import org.zeromq.ZMQ;
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
  private final Namesakes namesakes;

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
    this.namesakes = new Namesakes(2 * options.maxPeers());
    socket().setRouterMandatory(true); // an answer to a peer that has gone is refused, not lost
    socket().setRouterHandover(options.handsOver());
  }

  @Override
  void admit(ZmqEndpoint guardedAs, SocketOptions changed) {
    super.admit(guardedAs, changed);
    routingIds.changed(changed.maxPeers());
  }

  @Override
  boolean mayBeHeard(List<byte[]> message, Metadata peer) {
    boolean isHeard = isOfThisProcess() || routingIds.onMessage(message.get(0), peer);
    if (isHeard && namesakes.isAnother(message.get(0), peer)) {
      listener().onNamesake(message.get(0));
    }
    return isHeard;
  }

  /**
   * Sends a message without waiting.
   *
   * @return false if the peer has gone, or takes nothing now: there is nothing to wait for
   */
  @Override
  boolean send(byte[]... message) {
    return sendAnyhow(message) == Sending.SENT;
  }

  /**
   * The same, and says why it was not sent. For the one that can wait: a peer takes nothing more
   * once it has left half as much untaken as would cut it off.
   */
  @Override
  Sending sendTo(byte[]... message) {
    return routingIds.isBehind(message[0]) ? Sending.FULL : sendAnyhow(message);
  }

  /** A peer that has left too much untaken is cut off, and as good as gone. */
  private Sending sendAnyhow(byte[]... message) {
    loop().assertOwner();
    Msg[] frames = routingIds.outgoing(message);
    for (int i = 0; frames != null && i < frames.length; i++) {
      if (!trySend(frames[i], i < frames.length - 1)) { // only the first can be refused
        boolean isFull = socket().errno() == ZMQ.Error.EAGAIN.getCode();
        if (!isFull) {
          routingIds.unreachable(message[0]);
        }
        return isFull ? Sending.FULL : Sending.GONE;
      }
    }
    return frames == null ? Sending.GONE : Sending.SENT;
  }
}
