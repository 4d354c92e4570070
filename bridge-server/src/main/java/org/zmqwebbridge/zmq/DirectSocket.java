package org.zmqwebbridge.zmq;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.LineKind;
import org.zmqwebbridge.observe.PacedLog;
import org.zmqwebbridge.zmq.wire.BrokenPeerException;
import org.zmqwebbridge.zmq.wire.PeerType;

/**
 * A PUSH or SUB that is bound, in clear, and speaks ZMTP itself: on the loop's own thread, where
 * JeroMQ's would be one more for each message to cross.
 *
 * <p>Owner thread: the loop's. Lifetime: from construction until {@link #close}; peers that have
 * not taken all may stay a moment longer.
 */
public final class DirectSocket {
  private static final Logger log = LoggerFactory.getLogger(DirectSocket.class);

  private final ZmqLoop loop;
  private final OpenSockets sockets;
  private final DirectOptions options;
  private final SocketListener listener;
  private final Counters counters;
  private final DirectPlace place;
  private final PacedLog pace = PacedLog.sparse();
  private final List<DirectPeer> all = new ArrayList<>();
  private final List<DirectPeer> present = new ArrayList<>();
  private final List<byte[]> subscriptions = new ArrayList<>();
  private int next; // of those present, whose turn it is
  private int lingerMillis = -1; // not negative: it has been closed
  private boolean hasChanged; // who is present; the listener is to hear of it
  private boolean isRefused; // a message was; the listener is to hear of room

  /**
   * Binds.
   *
   * @param isPatient goes on trying at {@link #onTick} if the address is taken
   * @throws IllegalStateException if it cannot be bound; the message says why
   */
  public DirectSocket(
      ZmqLoop loop,
      DirectOptions options,
      ZmqEndpoint endpoint,
      SocketListener listener,
      boolean isPatient,
      Counters counters) {
    loop.assertOwner();
    this.loop = loop;
    this.sockets = loop.sockets();
    this.options = options;
    this.listener = listener;
    this.counters = counters;
    this.place = new DirectPlace(endpoint, this::onAccepted);
    if (isPatient) {
      bindAgain();
    } else {
      place.bind(sockets);
    }
    sockets.add(this);
  }

  private void bindAgain() {
    if (!place.isBound()) {
      try {
        place.bind(sockets);
      } catch (IllegalStateException taken) {
        pace.line(heldBack -> log.warn("{}; trying again{}", taken.getMessage(), heldBack));
      }
    }
  }

  DirectOptions options() {
    return options;
  }

  /** Room for what is written at once. */
  ByteBuffer scratch() {
    return sockets.scratch();
  }

  /** Room for what is read at once. */
  ByteBuffer input() {
    return sockets.input();
  }

  long now() {
    return loop.nanoTime();
  }

  // Peers

  private void onAccepted(SocketChannel channel) throws IOException {
    if (all.size() >= options.maxPeers()) {
      counters.increment(Counter.PEERS_TURNED_AWAY);
      counters.line(
          LineKind.PEER_TURNED_AWAY,
          heldBack ->
              log.warn(
                  "more than {} peers at {}: one was turned away{}",
                  options.maxPeers(),
                  place.endpoint(),
                  heldBack));
      channel.close();
      return;
    }
    DirectPeer peer = new DirectPeer(this, channel, sockets, now());
    all.add(peer);
    peer.begin();
  }

  /** One has shaken hands. */
  void onPresent(DirectPeer peer) {
    counters.increment(Counter.PEERS_CONNECTED);
    subscriptions.forEach(peer::subscribe);
    present.add(peer);
    hasChanged = true;
  }

  /** One has sent what it may not. */
  void onBroken(BrokenPeerException broken) {
    log.debug("a peer at {} is dropped: {}", place.endpoint(), broken.getMessage());
  }

  /** One has gone. */
  void onGone(DirectPeer peer) {
    counters.increment(Counter.PEERS_LOST);
    if (!peer.isPresent()) {
      counters.increment(Counter.HANDSHAKES_STALLED);
    }
    all.remove(peer);
    hasChanged |= present.remove(peer);
    if (lingerMillis >= 0 && all.isEmpty()) {
      sockets.forget(this);
    }
  }

  /** How many peers have shaken hands and are there. */
  public int peers() {
    return present.size();
  }

  // Messages

  /** SUB only: receives what begins with a prefix from now on, from these and all later peers. */
  public void subscribe(byte[] prefix) {
    loop.assertOwner();
    subscriptions.add(prefix);
    present.forEach(peer -> peer.subscribe(prefix));
  }

  /**
   * PUSH only: gives a message to the next peer that takes it; it goes at the end of the loop's
   * turn, with what else is there for that peer.
   *
   * @return false if none takes it now; {@link SocketListener#onWritable} follows
   */
  public boolean send(byte[] message) {
    loop.assertOwner();
    for (int tries = present.size(); tries > 0; tries--) {
      next = next < present.size() ? next : 0;
      DirectPeer peer = present.get(next++);
      if (peer.take(message)) {
        return true;
      }
      tries = Math.min(tries, present.size() + 1); // it may have turned out to be gone
    }
    isRefused = true;
    return false;
  }

  void onMessage(List<byte[]> frames) {
    if (options.type() == PeerType.SUB && lingerMillis < 0 && isSubscribedTo(frames.get(0))) {
      loop.guarded(() -> listener.onMessage(frames));
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

  /** All that one read has brought has been heard. */
  void onBatchEnd() {
    if (lingerMillis < 0) {
      loop.guarded(listener::onBatchEnd);
    }
  }

  /** How much of a frame that is too large is wanted. */
  int maxCutBytes() {
    return listener.maxCutBytes();
  }

  /** The last frame is the begin of one that is too large. */
  void onTooLarge(List<byte[]> frames) {
    counters.increment(Counter.ZMQ_MESSAGES_TOO_LARGE);
    if (lingerMillis < 0 && isSubscribedTo(frames.get(0))) {
      loop.guarded(() -> listener.onTooLarge(frames));
    }
  }

  // The loop's turn, and the end

  /** The end of a turn: what waits for peers is written. */
  void turn() {
    for (int i = present.size() - 1; i >= 0; i--) {
      if (i < present.size()) { // some may turn out to be gone
        present.get(i).flush();
      }
    }
    if (lingerMillis < 0) {
      tell();
    }
  }

  /** Never while a message is being sent: the listener would send another in the middle of it. */
  private void tell() {
    if (hasChanged) {
      hasChanged = false;
      loop.guarded(() -> listener.onPeers(present.size()));
    }
    if (isRefused && present.stream().anyMatch(DirectPeer::hasRoom)) {
      isRefused = false;
      loop.guarded(listener::onWritable);
    }
  }

  /** To be called now and then. */
  public void onTick() {
    long now = now();
    List.copyOf(all).forEach(peer -> peer.onTick(now));
    if (lingerMillis < 0) {
      pace.sumUp();
      place.onTick();
      bindAgain();
    }
  }

  /** Unbinds; what waits for peers is still sent, for so long. */
  public void close(int millis) {
    loop.assertOwner();
    if (lingerMillis >= 0) {
      return;
    }
    lingerMillis = millis;
    place.close(sockets);
    present.clear();
    long now = now();
    List.copyOf(all).forEach(peer -> peer.end(now, millis));
    if (all.isEmpty()) {
      sockets.forget(this);
    }
  }

  /** The loop ends: all ends at once. */
  void abandon() {
    close(0);
    List.copyOf(all).forEach(DirectPeer::close);
  }
}
