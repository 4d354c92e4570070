package org.zmqwebbridge.zmq;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.LineKind;
import zmq.Msg;
import zmq.io.Metadata;
import zmq.io.net.Address;

/**
 * Who is connected to a bound socket: no more than so many, and none with more than so many bytes
 * that it has not taken. Where there are too many, one that has never said anything makes room:
 * JeroMQ itself has no deadline for a handshake that has begun.
 *
 * <p>Owner thread: JeroMQ's I/O thread for {@link #onAccepted}; the loop's for the rest.
 */
final class Peers {
  private static final Logger log = LoggerFactory.getLogger(Peers.class);

  /** Who is younger may still be shaking hands. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final class Peer {
    private final Optional<SocketChannel> channel;
    private final long since;
    private final AtomicLong untakenBytes = new AtomicLong();
    private volatile boolean hasSpoken;
    private String userId; // as it was let in; the loop's
    private Predicate<String> judge; // what has last said that it may be here; the loop's

    /**
     * @param channel nothing: which it is cannot be told, as of those who speak ZMTP 2
     */
    Peer(Optional<SocketChannel> channel, long since) {
      this.channel = channel;
      this.since = since;
    }

    boolean isGone() {
      return channel.map(known -> !known.isOpen()).orElse(untakenBytes.get() == 0);
    }
  }

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

  private volatile int limit;
  private final long maxUntakenBytes;
  private final LongSupplier nanoClock;
  private final Counters counters;
  private final Map<String, Peer> byAddress = new ConcurrentHashMap<>();
  private final Map<ByteBuffer, Peer> byRoutingId = new HashMap<>(); // the loop's
  private Metadata lastSpeaker; // the loop's
  private Predicate<String> judge; // the loop's; null: anybody may be here

  /**
   * @param limit how many may be connected
   * @param maxUntakenBytes of answers to one of them
   */
  Peers(int limit, long maxUntakenBytes, LongSupplier nanoClock, Counters counters) {
    this.limit = limit;
    this.maxUntakenBytes = maxUntakenBytes;
    this.nanoClock = nanoClock;
    this.counters = counters;
  }

  /** JeroMQ has accepted a connection. */
  void onAccepted(SocketChannel channel) {
    long now = nanoClock.getAsLong();
    byAddress.values().removeIf(Peer::isGone);
    if (byAddress.size() >= limit && !makeRoom(now)) {
      turnAway(channel);
      return;
    }
    try {
      String address = new Address(channel.getRemoteAddress()).address();
      byAddress.put(address, new Peer(Optional.of(channel), now));
    } catch (IOException gone) {
      log.debug("a peer has gone before it was known", gone);
    }
  }

  /** From now on, so many may be connected; those who are stay. */
  void limit(int most) {
    limit = most;
  }

  /**
   * From now on, these may be here. The others' connections end, at once if they have spoken; who
   * has not is not known, and ends with its first word.
   *
   * @param list whether a user id may be here
   */
  void admit(Predicate<String> list) {
    judge = list;
    lastSpeaker = null;
    for (Peer peer : byAddress.values()) {
      if (peer.hasSpoken && !mayStay(peer)) {
        peer.channel.ifPresent(Peers::hangUp);
      }
    }
  }

  private boolean mayStay(Peer peer) {
    if (judge == null || judge.equals(peer.judge)) {
      return true;
    }
    if (!judge.test(peer.userId)) {
      if (!peer.isGone()) {
        counters.increment(Counter.PEERS_UNLISTED);
      }
      return false;
    }
    peer.judge = judge;
    return true;
  }

  /** Whether a message has come by this connection. */
  boolean hasSpoken(SocketChannel channel) {
    return byAddress.values().stream()
        .anyMatch(peer -> peer.hasSpoken && peer.channel.equals(Optional.of(channel)));
  }

  private boolean makeRoom(long now) {
    Optional<Map.Entry<String, Peer>> silent =
        byAddress.entrySet().stream()
            .filter(entry -> !entry.getValue().hasSpoken)
            .filter(entry -> now - entry.getValue().since >= GRACE_NANOS)
            .min(Comparator.comparingLong(entry -> entry.getValue().since - now));
    silent.ifPresent(
        entry -> {
          byAddress.remove(entry.getKey());
          entry.getValue().channel.ifPresent(this::turnAway);
        });
    return silent.isPresent();
  }

  private void turnAway(SocketChannel channel) {
    counters.increment(Counter.PEERS_TURNED_AWAY);
    counters.line(
        LineKind.PEER_TURNED_AWAY,
        heldBack ->
            log.warn(
                "more than {} peers at one address (limits.maxPeersPerEndpoint): one was turned"
                    + " away{}",
                limit,
                heldBack));
    hangUp(channel);
  }

  /** JeroMQ reads the end of the connection, and ends it in order. */
  private static void hangUp(SocketChannel channel) {
    try {
      channel.shutdownInput();
    } catch (IOException gone) {
      log.debug("a peer has gone by itself", gone);
    }
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
    Peer peer = speaker == null ? null : byAddress.get(speaker.get(Metadata.PEER_ADDRESS));
    if (peer != null) {
      peer.userId = speaker.get(Metadata.USER_ID);
      if (!mayStay(peer)) {
        lastSpeaker = null; // its next word is judged as well
        peer.channel.ifPresent(Peers::hangUp);
        return false;
      }
      peer.hasSpoken = true;
      remember(id, peer);
      return true;
    }
    return byRoutingId.containsKey(id) || admitsStranger(id);
  }

  /** Known peers are bounded by the connections there are, once those that have gone are out. */
  private void remember(ByteBuffer routingId, Peer peer) {
    if (!byRoutingId.containsKey(routingId)) {
      forgetThoseWhoHaveGone();
    }
    byRoutingId.put(routingId, peer);
  }

  private boolean admitsStranger(ByteBuffer routingId) {
    forgetThoseWhoHaveGone();
    if (byRoutingId.size() >= 2 * limit) {
      counters.increment(Counter.PEERS_TURNED_AWAY);
      return false;
    }
    byRoutingId.put(routingId, new Peer(Optional.empty(), 0));
    return true;
  }

  private void forgetThoseWhoHaveGone() {
    if (byRoutingId.size() >= 2 * limit) {
      byRoutingId.values().removeIf(Peer::isGone);
    }
  }

  /** How many routing ids are kept. */
  int remembered() {
    return byRoutingId.size();
  }

  /**
   * Frames for a peer.
   *
   * @param message begins with its routing id
   * @return {@code null} if it has left too much untaken; its connection ends, if it is known
   */
  Msg[] outgoing(byte[][] message) {
    Peer peer = byRoutingId.get(ByteBuffer.wrap(message[0]));
    AtomicLong untaken = peer == null ? new AtomicLong() : peer.untakenBytes;
    if (peer != null && untaken.get() > maxUntakenBytes) {
      counters.increment(Counter.PEERS_CUT_OFF);
      peer.channel.ifPresent(Peers::hangUp);
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
