package org.zmqwebbridge.zmq;

import java.util.List;
import org.zmqwebbridge.observe.Counters;

/**
 * A {@link DirectSocket} that gives each message to one of its peers, by turns.
 *
 * <p>Owner thread: the loop's. Lifetime: from construction until {@link #close}.
 */
public final class DirectPush extends DirectSocket {
  private int next; // of those present, whose turn it is
  private boolean isRefused; // a message was; the listener is to hear of room

  /**
   * Binds.
   *
   * @param isPatient goes on trying at {@link #onTick} if the address is taken
   * @throws IllegalStateException if it cannot be bound; the message says why
   */
  public DirectPush(
      ZmqLoop loop,
      DirectOptions options,
      ZmqEndpoint endpoint,
      SocketListener listener,
      boolean isPatient,
      Counters counters) {
    super(loop, options, endpoint, listener, isPatient, counters);
  }

  /**
   * Gives a message to the next peer that takes it; it goes at the end of the loop's turn, with
   * what else is there for that peer.
   *
   * @return false if none takes it now; {@link SocketListener#onWritable} follows
   */
  public boolean send(byte[] message) {
    assertOwner();
    for (int tries = present().size(); tries > 0; tries--) {
      next = next < present().size() ? next : 0;
      if (present().get(next++).output().take(message)) {
        return true;
      }
    }
    isRefused = true;
    return false;
  }

  @Override
  void onMessage(DirectPeer from, List<byte[]> frames) {
    // its peers have nothing to say
  }

  @Override
  void tell() {
    super.tell();
    if (isRefused && present().stream().anyMatch(peer -> peer.output().hasRoom())) {
      isRefused = false;
      tell(SocketListener::onWritable);
    }
  }
}
