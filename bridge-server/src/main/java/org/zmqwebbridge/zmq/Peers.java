package org.zmqwebbridge.zmq;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.LineKind;
import zmq.io.Metadata;

/**
 * Who is connected to a bound socket: no more than so many, and nobody who may not be. Where there
 * are too many, one that has never said anything makes room: JeroMQ itself has no deadline for a
 * handshake that has begun.
 *
 * <p>Owner thread: JeroMQ's I/O thread for {@link #onAccepted}, {@link #onProved}, {@link #onHeard}
 * and {@link #onDisconnected}; the loop's for the rest.
 */
final class Peers {
  private static final Logger log = LoggerFactory.getLogger(Peers.class);

  /** Whose place a silent peer has: who is younger may still be shaking hands. */
  enum Silence {
    /** Each speaks first, and by messages. */
    UNUSUAL(TimeUnit.SECONDS.toNanos(2)),
    /** Each answers heartbeats, which come every second. */
    SEEMING(TimeUnit.SECONDS.toNanos(5)),
    /** Some never send a message, and nothing else of them can be told apart. */
    USUAL(Long.MAX_VALUE);

    private final long graceNanos;

    Silence(long graceNanos) {
      this.graceNanos = graceNanos;
    }
  }

  private volatile int limit;
  private final Silence silence;
  private final LongSupplier nanoClock;
  private final Counters counters;
  private final Map<String, Peer> byAddress = new ConcurrentHashMap<>();
  private long unixPeers; // JeroMQ's I/O thread's
  private final Presence presence = new Presence();
  private volatile int connected; // as counted last
  private Predicate<String> judge; // the loop's; null: anybody may be here

  /**
   * @param limit how many may be connected
   * @param silence what it means that one has said nothing
   */
  Peers(int limit, Silence silence, LongSupplier nanoClock, Counters counters) {
    this.limit = limit;
    this.silence = silence;
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
      SocketAddress from = channel.getRemoteAddress();
      Peer peer = new Peer(Optional.of(channel), now);
      if (from instanceof UnixDomainSocketAddress) { // all of them have the same: none
        peer.hasSpoken = true; // or may have: it cannot be told
        byAddress.put("unix " + unixPeers++, peer);
      } else {
        byAddress.put(addressOf(from), peer);
      }
      connected = count();
    } catch (IOException gone) {
      log.debug("a peer has gone before it was known", gone);
    }
  }

  /** As JeroMQ writes it in {@link Metadata#PEER_ADDRESS}. */
  static String addressOf(SocketAddress socket) {
    InetSocketAddress at = (InetSocketAddress) socket;
    return at.getAddress().getHostAddress() + ":" + at.getPort();
  }

  /** A peer, it is not said which, has shaken hands. */
  void onProved() {
    presence.onProved();
  }

  /** The first frame of a peer has come that has shaken hands. */
  void onHeard(Metadata speaker) {
    Peer peer = of(speaker);
    if (peer == null || peer.isNamed) {
      return;
    }
    peer.isNamed = true;
    presence.onNamed();
    if (silence != Silence.UNUSUAL) {
      peer.userId = speaker.get(Metadata.USER_ID);
      peer.hasSpoken = true;
    }
  }

  /** A connection has ended. */
  void onDisconnected(SocketChannel channel) {
    int nameless = 0;
    for (Peer peer : byAddress.values()) {
      if (!peer.isAt(channel)) {
        nameless += peer.isNamed || peer.isGone() ? 0 : 1;
      } else if (peer.isNamed) {
        peer.isNamed = false;
        presence.onNamedLeft();
        return;
      }
    }
    presence.onNamelessLeft(nameless);
  }

  private int count() {
    return (int) byAddress.values().stream().filter(peer -> !peer.isGone()).count();
  }

  /** How many connections have not shaken hands, or perhaps never will. */
  int pending() {
    if (connected > presence.all()) {
      connected = count();
    }
    return Math.max(0, connected - presence.all());
  }

  /** How many are there, and how often that has changed. */
  Presence presence() {
    return presence;
  }

  /** From now on, so many may be connected; those who are stay. */
  void limit(int most) {
    limit = most;
  }

  /** These may be here; to be called before the first comes. */
  void judge(Predicate<String> list) {
    judge = list;
  }

  /**
   * From now on, these may be here. The others' connections end: at once if it is known who they
   * are, or if it may never be; who is still to speak ends with its first word.
   *
   * @param list whether a user id may be here
   */
  void admit(Predicate<String> list) {
    judge(list);
    for (Peer peer : byAddress.values()) {
      boolean stays = peer.hasSpoken ? mayStay(peer) : silence == Silence.UNUSUAL;
      if (!stays) {
        peer.hangUp();
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

  /**
   * Who sends by a connection; {@code null}: that cannot be told, as of those who speak ZMTP 2, or
   * come by a Unix socket.
   */
  Peer of(Metadata speaker) {
    String address = speaker == null ? null : speaker.get(Metadata.PEER_ADDRESS);
    return address == null ? null : byAddress.get(address);
  }

  /**
   * A message has come.
   *
   * @return false if it must not be heard: its peer is not on the list any more, and is cut off
   */
  boolean mayBeHeard(Peer peer, Metadata speaker) {
    peer.userId = speaker.get(Metadata.USER_ID);
    if (!mayStay(peer)) {
      peer.hangUp();
      return false;
    }
    peer.hasSpoken = true;
    return true;
  }

  /** Ends the connection of a speaker; if it cannot be told which that is, all of them. */
  void cutOff(Metadata speaker) {
    Peer peer = of(speaker);
    if (peer == null) {
      byAddress.values().forEach(Peer::hangUp);
    } else {
      peer.hangUp();
    }
  }

  /** Whether a message has come by this connection, as far as can be told. */
  boolean hasSpoken(SocketChannel channel) {
    return silence == Silence.USUAL
        || byAddress.values().stream().anyMatch(peer -> peer.hasSpoken && peer.isAt(channel));
  }

  /** How many have said anything. */
  int heard() {
    return (int) byAddress.values().stream().filter(peer -> peer.hasSpoken).count();
  }

  private boolean makeRoom(long now) {
    Optional<Map.Entry<String, Peer>> silent =
        byAddress.entrySet().stream()
            .filter(entry -> !entry.getValue().hasSpoken)
            .filter(entry -> now - entry.getValue().since() >= silence.graceNanos)
            .min(Comparator.comparingLong(entry -> entry.getValue().since() - now));
    silent.ifPresent(
        entry -> {
          byAddress.remove(entry.getKey());
          if (entry.getValue().isNamed) {
            presence.onNamedLeft();
          }
          turnedAway();
          entry.getValue().hangUp();
        });
    return silent.isPresent();
  }

  private void turnAway(SocketChannel channel) {
    turnedAway();
    Peer.hangUp(channel);
  }

  private void turnedAway() {
    counters.increment(Counter.PEERS_TURNED_AWAY);
    counters.line(
        LineKind.PEER_TURNED_AWAY,
        heldBack ->
            log.warn(
                "more than {} peers at one address (limits.maxPeersPerEndpoint): one was turned"
                    + " away{}",
                limit,
                heldBack));
  }
}
