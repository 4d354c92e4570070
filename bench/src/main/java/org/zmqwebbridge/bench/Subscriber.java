package org.zmqwebbridge.bench;

import java.nio.ByteBuffer;
import org.zmqwebbridge.bench.client.Ending;
import org.zmqwebbridge.bench.client.LoadConnection;

/**
 * A page with one subscription.
 *
 * <p>Owner thread: the loop's.
 */
final class Subscriber extends Page implements Subscription {
  private static final int SMALL_BUFFER = 8 * 1024;

  private final Reception reception;
  private final boolean stalls;
  private boolean ended;

  /**
   * A subscriber that is not connected.
   *
   * @param stalls whether it will stop to read; its socket then has a small buffer, so that the
   *     bridge notices soon
   */
  Subscriber(Door door, Reception.Listener listener, boolean stalls) {
    super(door, 1);
    this.reception = new Reception(listener);
    this.stalls = stalls;
  }

  @Override
  int receiveBytes() {
    return stalls ? SMALL_BUFFER : 0;
  }

  @Override
  void onMessage(int socket, byte[] bytes, int from, int to, long nowNanos) {
    reception.heard(bytes, from, to, nowNanos);
  }

  @Override
  void onError(int socket, ByteBuffer message, long nowNanos) {}

  @Override
  public void onEnded(LoadConnection from, Ending ending) {
    super.onEnded(from, ending);
    ended = true;
  }

  @Override
  public boolean isEnded() {
    return ended;
  }

  @Override
  public Reception reception() {
    return reception;
  }
}
