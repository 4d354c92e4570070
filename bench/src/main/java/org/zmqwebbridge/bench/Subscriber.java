package org.zmqwebbridge.bench;

import java.nio.ByteBuffer;
import org.zmqwebbridge.bench.client.Ending;
import org.zmqwebbridge.bench.client.LoadConnection;

/**
 * A page with one subscription, that sees what is missing in the publisher's numbers.
 *
 * <p>Owner thread: the loop's.
 */
final class Subscriber extends Page {
  /** Hears of each delivery that has a number of this load. */
  interface Listener {
    void onDelivery(long number, long nowNanos);

    void onOther(long nowNanos);
  }

  private static final int SMALL_BUFFER = 8 * 1024;

  private final Listener listener;
  private final boolean stalls;
  private boolean greeted;
  private long last;
  private long missing;
  private long deliveries;
  private boolean ended;

  /**
   * A subscriber that is not connected.
   *
   * @param stalls whether it will stop to read; its socket then has a small buffer, so that the
   *     bridge notices soon
   */
  Subscriber(Door door, Listener listener, boolean stalls) {
    super(door, 1);
    this.listener = listener;
    this.stalls = stalls;
  }

  @Override
  public int receiveBytes() {
    return stalls ? SMALL_BUFFER : 0;
  }

  @Override
  void onMessage(int socket, byte[] bytes, int from, int to, long nowNanos) {
    long number = Serial.read(bytes, from, to);
    if (number == 0) {
      greeted = true;
      return;
    }
    deliveries++;
    if (number < 0) {
      listener.onOther(nowNanos);
      return;
    }
    missing += Math.max(0, number - last - 1);
    last = number;
    listener.onDelivery(number, nowNanos);
  }

  @Override
  void onError(int socket, ByteBuffer message, long nowNanos) {}

  @Override
  public void onEnded(LoadConnection from, Ending ending) {
    super.onEnded(from, ending);
    ended = true;
  }

  boolean stalls() {
    return stalls;
  }

  /** Whether a publication has reached it before the load began. */
  boolean isGreeted() {
    return greeted;
  }

  boolean isEnded() {
    return ended;
  }

  /** The number of the last publication it has. */
  long last() {
    return last;
  }

  /** Gaps in the numbers so far. */
  long missing() {
    return missing;
  }

  long deliveries() {
    return deliveries;
  }
}
