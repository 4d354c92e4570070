package org.zmqwebbridge.gateway;

import java.util.List;
import org.zmqwebbridge.observe.Tally;
import org.zmqwebbridge.zmq.BackEnd;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.SocketOptions;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/**
 * One address of a REQ endpoint: the service there, and whether it still works. What it says
 * reaches the gateway with its name on it.
 *
 * <p>Owner thread: the loop's.
 */
final class AskedService implements SocketListener {
  private static final byte[] EMPTY = {};
  private static final long NEVER = Long.MIN_VALUE;

  /** Who hears of the service. */
  interface Listener {
    /** It answers. */
    void onReply(AskedService service, List<byte[]> frames);

    /** What it was sent and has not answered will not be answered. */
    void onServiceLost(AskedService service);

    /** It may take requests again. */
    void onServiceWritable();

    /** See {@link SocketListener#onBatchEnd}. */
    boolean onBatchEnd();
  }

  private final GatewayContext context;
  private final Listener gateway;
  private final BackEnd backEnd;
  private long refusedSince = NEVER;
  private boolean hasAnswered; // since the last tick

  AskedService(
      GatewayContext context,
      SocketOptions options,
      ZmqEndpoint address,
      Listener gateway,
      Tally counters) {
    this.context = context;
    this.gateway = gateway;
    this.backEnd = context.backEnd(options, address, this, counters);
  }

  /** Sends a request, or refuses it for now; then the gateway hears when that may change. */
  boolean send(PendingRequest request) {
    if (backEnd.send(message(request))) {
      refusedSince = NEVER;
      request.goesTo(this);
      return true;
    }
    if (refusedSince == NEVER) {
      refusedSince = context.loop().nanoTime();
    }
    return false;
  }

  private static byte[][] message(PendingRequest request) {
    List<byte[]> parts = request.parts();
    byte[][] message = new byte[2 + parts.size()][];
    message[0] = request.route();
    message[1] = EMPTY;
    for (int i = 0; i < parts.size(); i++) {
      message[2 + i] = parts.get(i);
    }
    return message;
  }

  /** A request was answered by it. */
  void answered() {
    hasAnswered = true;
  }

  @Override
  public void onMessage(List<byte[]> frames) {
    gateway.onReply(this, frames);
  }

  @Override
  public boolean onBatchEnd() {
    return gateway.onBatchEnd();
  }

  @Override
  public void onWritable() {
    refusedSince = NEVER;
    gateway.onServiceWritable();
  }

  @Override
  public void onPeerLost() {
    gateway.onServiceLost(this);
  }

  /**
   * About ten times a second; replaces its socket if it is connected, takes nothing and answers
   * nothing.
   *
   * @param missed whether it matters that it takes nothing
   */
  void onTick(long now, boolean missed) {
    backEnd.onTick(now);
    if (!missed || !backEnd.peerIsThere()) {
      refusedSince = NEVER; // to wait for a service that is not there is no sign of trouble
    }
    if (refusedSince != NEVER && hasAnswered) {
      refusedSince = now; // slow, but at work
    }
    hasAnswered = false;
    if (refusedSince != NEVER && now - refusedSince >= context.limits().wedgedNanos()) {
      refusedSince = NEVER;
      onPeerLost();
      backEnd.rebuild();
    }
  }

  boolean isThere() {
    return backEnd.peerIsThere();
  }

  void retune(SocketOptions changed) {
    backEnd.retune(changed);
  }

  void close() {
    backEnd.close();
  }
}
