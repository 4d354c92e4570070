package org.zmqwebbridge.zmq;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zmqwebbridge.observe.Counters;

/**
 * A {@link DirectSocket} that hears what its peers publish.
 *
 * <p>Owner thread: the loop's. Lifetime: from construction until {@link #close}.
 */
public final class DirectSub extends DirectSocket {
  private final List<byte[]> subscriptions = new ArrayList<>();

  /**
   * Binds.
   *
   * @param isPatient goes on trying at {@link #onTick} if the address is taken
   * @throws IllegalStateException if it cannot be bound; the message says why
   */
  public DirectSub(
      ZmqLoop loop,
      DirectOptions options,
      ZmqEndpoint endpoint,
      SocketListener listener,
      boolean isPatient,
      Counters counters) {
    super(loop, options, endpoint, listener, isPatient, counters);
  }

  /** Receives what begins with a prefix from now on, from these and all later peers. */
  public void subscribe(byte[] prefix) {
    assertOwner();
    subscriptions.add(prefix);
    present().forEach(peer -> peer.subscribe(prefix));
  }

  @Override
  void onPresent(DirectPeer peer) {
    subscriptions.forEach(peer::subscribe);
    super.onPresent(peer);
  }

  @Override
  void onMessage(DirectPeer from, List<byte[]> frames) {
    if (isSubscribedTo(frames.get(0))) {
      tell(listener -> listener.onMessage(frames));
    }
  }

  @Override
  void onTooLarge(DirectPeer from, List<byte[]> frames) {
    super.onTooLarge(from, frames);
    if (isSubscribedTo(frames.get(0))) {
      tell(listener -> listener.onTooLarge(frames));
    }
  }

  private boolean isSubscribedTo(byte[] message) {
    for (byte[] prefix : subscriptions) {
      if (prefix.length <= message.length
          && Arrays.equals(prefix, 0, prefix.length, message, 0, prefix.length)) {
        return true;
      }
    }
    return false;
  }
}
