package org.zmqwebbridge.zmq;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.LineKind;
import org.zmqwebbridge.observe.PacedLog;
import org.zmqwebbridge.zmq.wire.BrokenPeerException;

/**
 * A socket that is bound, in clear, and speaks ZMTP itself: on the loop's own thread, where
 * JeroMQ's would be one more for each message to cross.
 *
 * <p>Owner thread: the loop's. Lifetime: from construction until {@link #close}; peers that have
 * not taken all may stay a moment longer.
 */
public abstract sealed class DirectSocket permits DirectPush, DirectSub, DirectRouter {
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
  private int lingerMillis = -1; // not negative: it has been closed
  private boolean hasChanged; // who is present; the listener is to hear of it

  /**
   * Binds.
   *
   * @param isPatient goes on trying at {@link #onTick} if the address is taken
   * @throws IllegalStateException if it cannot be bound; the message says why
   */
  DirectSocket(
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
    if (all.size() >= options.maxPeers() && !makesRoom()) {
      turnedAway();
      channel.close();
      return;
    }
    DirectPeer peer = new DirectPeer(this, channel, sockets, now());
    all.add(peer);
    peer.begin();
  }

  /** Whether one of them went, so that another may come. */
  boolean makesRoom() {
    return false;
  }

  final void turnedAway() {
    counters.increment(Counter.PEERS_TURNED_AWAY);
    counters.line(
        LineKind.PEER_TURNED_AWAY,
        heldBack ->
            log.warn(
                "more than {} peers at {}: one was turned away{}",
                options.maxPeers(),
                place.endpoint(),
                heldBack));
  }

  /** One has shaken hands. */
  void onPresent(DirectPeer peer) {
    counters.increment(Counter.PEERS_CONNECTED);
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

  /** Those that are connected, in the order in which they came. */
  final List<DirectPeer> connected() {
    return all;
  }

  /** Those that have shaken hands and are there, in that order. */
  final List<DirectPeer> present() {
    return present;
  }

  final void assertOwner() {
    loop.assertOwner();
  }

  /** How many peers have shaken hands and are there. */
  public int peers() {
    return present.size();
  }

  // Messages

  /** A message has come; the list is valid during this call only. */
  abstract void onMessage(DirectPeer from, List<byte[]> frames);

  /** The last frame is the begin of one that is too large. */
  void onTooLarge(DirectPeer from, List<byte[]> frames) {
    counters.increment(Counter.ZMQ_MESSAGES_TOO_LARGE);
  }

  final void onTooManyFrames() {
    counters.increment(Counter.ZMQ_MESSAGES_TOO_LARGE);
  }

  /** All that one read has brought has been heard. */
  final void onBatchEnd() {
    tell(SocketListener::onBatchEnd);
  }

  /** How much of a frame that is too large is wanted. */
  int maxCutBytes() {
    return listener.maxCutBytes();
  }

  /** Whether a peer ends that takes nothing of what waits for it, and says nothing. */
  boolean endsWhoIsStuck() {
    return false;
  }

  // The loop's turn, and the end

  /** The end of a turn: what waits for peers is written. */
  void turn() {
    for (int i = present.size() - 1; i >= 0; i--) {
      if (i < present.size()) { // some may turn out to be gone
        present.get(i).flush();
      }
    }
    if (isOpen()) {
      tell();
    }
  }

  /** Never while a message is being sent: the listener would send another in the middle of it. */
  void tell() {
    if (hasChanged) {
      hasChanged = false;
      loop.guarded(() -> listener.onPeers(present.size()));
    }
  }

  /** Tells the listener something, unless it is over with this. */
  final void tell(Consumer<SocketListener> word) {
    if (isOpen()) {
      loop.guarded(() -> word.accept(listener));
    }
  }

  private boolean isOpen() {
    return lingerMillis < 0;
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
