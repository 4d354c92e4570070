package org.zmqwebbridge.zmq;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import zmq.Msg;
import zmq.io.Metadata;

/**
 * The routing ids by which a ROUTER knows its peers, and what each peer has been sent and has not
 * taken: nobody may leave more than so many bytes.
 *
 * <p>Owner thread: the loop's; JeroMQ's I/O thread takes what was sent.
 */
final class RoutingIds {
  /** A frame on its way to a peer, until JeroMQ's encoder takes it. */
  private static final class Outgoing extends Msg {
    private final AtomicLong untakenBytes;
    private final AtomicLong counted;

    Outgoing(byte[] frame, AtomicLong untakenBytes) {
      super(frame);
      this.untakenBytes = untakenBytes;
      this.counted = new AtomicLong(frame.length);
      untakenBytes.addAndGet(frame.length);
    }

    private void taken() {
      untakenBytes.addAndGet(-counted.getAndSet(0));
    }

    @Override
    public ByteBuffer buf() { // the encoder's way
      taken();
      return super.buf();
    }

    @Override
    public void transfer(ByteBuffer to, int offset, int length) { // CURVE's
      taken();
      super.transfer(to, offset, length);
    }
  }

  private final Peers peers;
  private int limit;
  private final long maxUntakenBytes;
  private final Counters counters;
  private final Map<ByteBuffer, Peer> known = new HashMap<>();
  private final Map<ByteBuffer, Peer> spokenTo = new LinkedHashMap<>(); // and silent; oldest first
  private Metadata lastSpeaker;

  /**
   * @param peers who is connected
   * @param limit how many may be
   * @param maxUntakenBytes of messages to one of them
   */
  RoutingIds(Peers peers, int limit, long maxUntakenBytes, Counters counters) {
    this.peers = peers;
    this.limit = limit;
    this.maxUntakenBytes = maxUntakenBytes;
    this.counters = counters;
  }

  /** From now on, so many peers may be connected, and others than before. */
  void changed(int most) {
    limit = most;
    lastSpeaker = null;
  }

  /**
   * A message has come.
   *
   * @return false if it must not be heard, because nobody would know how much its answers add up to
   */
  @SuppressWarnings("ReferenceEquality") // every connection has metadata of its own
  boolean onMessage(byte[] routingId, Metadata speaker) {
    if (speaker != null && speaker == lastSpeaker) {
      return true;
    }
    lastSpeaker = speaker;
    ByteBuffer id = ByteBuffer.wrap(routingId);
    Peer peer = peers.of(speaker);
    if (peer == null) {
      return known.containsKey(id) || admitsStranger(id);
    }
    if (!peers.mayBeHeard(peer, speaker)) {
      lastSpeaker = null; // its next word is judged as well
      return false;
    }
    remember(id, peer);
    return true;
  }

  /** Known peers are bounded by the connections there are, once those that have gone are out. */
  private void remember(ByteBuffer routingId, Peer peer) {
    if (!known.containsKey(routingId)) {
      forgetThoseWhoHaveGone();
    }
    known.put(routingId, peer);
    spokenTo.remove(routingId);
  }

  private boolean admitsStranger(ByteBuffer routingId) {
    forgetThoseWhoHaveGone();
    if (known.size() >= 2 * limit) {
      counters.increment(Counter.PEERS_TURNED_AWAY);
      return false;
    }
    known.put(routingId, stranger());
    spokenTo.remove(routingId);
    return true;
  }

  private static Peer stranger() {
    return new Peer(Optional.empty(), 0);
  }

  private void forgetThoseWhoHaveGone() {
    if (known.size() >= 2 * limit) {
      known.values().removeIf(Peer::isGone);
    }
  }

  /** How many routing ids are kept. */
  int remembered() {
    return known.size() + spokenTo.size();
  }

  private Peer addressee(ByteBuffer routingId) {
    Peer peer = known.get(routingId);
    if (peer != null) {
      return peer;
    }
    if (!spokenTo.containsKey(routingId) && spokenTo.size() >= limit) {
      spokenTo.remove(spokenTo.keySet().iterator().next()); // so many cannot be there
    }
    return spokenTo.computeIfAbsent(routingId, id -> stranger());
  }

  /** Whether a peer has left half of what it may leave untaken: what is more could cut it off. */
  boolean isBehind(byte[] routingId) {
    Peer peer = known.get(ByteBuffer.wrap(routingId));
    return peer != null && peer.untakenBytes().get() > maxUntakenBytes / 2;
  }

  /** Nobody by this id is connected. */
  void unreachable(byte[] routingId) {
    spokenTo.remove(ByteBuffer.wrap(routingId));
  }

  /**
   * Frames for a peer.
   *
   * @param message begins with its routing id; who has not spoken yet may be named, too
   * @return {@code null} if it has left too much untaken; its connection ends, if it is known
   */
  Msg[] outgoing(byte[][] message) {
    Peer peer = addressee(ByteBuffer.wrap(message[0]));
    AtomicLong untaken = peer.untakenBytes();
    if (untaken.get() > maxUntakenBytes) {
      counters.increment(Counter.PEERS_CUT_OFF);
      peer.hangUp();
      return null;
    }
    Msg[] frames = new Msg[message.length];
    frames[0] = new Msg(message[0]);
    for (int i = 1; i < frames.length; i++) {
      frames[i] = new Outgoing(message[i], untaken);
    }
    return frames;
  }
}
