package org.zmqwebbridge.zmq;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.observe.Counters;

/**
 * A {@link DirectSocket} that knows its peers by their names: what it hears begins with the name of
 * its sender, and what it sends with that of its receiver. A peer that comes by the name of another
 * takes its place.
 *
 * <p>Owner thread: the loop's. Lifetime: from construction until {@link #close}.
 */
public final class DirectRouter extends DirectSocket implements NamedPeers {
  /** Who has said nothing for so long makes room for another. */
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final int GIVEN_BYTES = 1 + Integer.BYTES;

  private final Map<ByteBuffer, DirectPeer> byName = new HashMap<>();
  private final Set<ByteBuffer> left = new HashSet<>(); // since the listener heard who is there
  private final List<DirectPeer> full = new ArrayList<>(); // messages to them were refused
  private final List<byte[]> message = new ArrayList<>();
  private int given; // names

  /**
   * Binds.
   *
   * @param isPatient goes on trying at {@link #onTick} if the address is taken
   * @throws IllegalStateException if it cannot be bound; the message says why
   */
  public DirectRouter(
      ZmqLoop loop,
      DirectOptions options,
      ZmqEndpoint endpoint,
      SocketListener listener,
      boolean isPatient,
      Counters counters) {
    super(loop, options, endpoint, listener, isPatient, counters);
  }

  // Peers

  @Override
  boolean makesRoom() {
    long now = now();
    Optional<DirectPeer> silent =
        connected().stream()
            .filter(peer -> !peer.hasSpoken() && peer.pulse().isOlder(now, SILENT_NANOS))
            .findFirst();
    silent.ifPresent(
        peer -> {
          turnedAway();
          peer.close();
        });
    return silent.isPresent();
  }

  @Override
  void onPresent(DirectPeer peer) {
    if (peer.name().length == 0) {
      peer.rename(newName());
    }
    byte[] name = peer.name();
    ByteBuffer key = ByteBuffer.wrap(name);
    DirectPeer before = byName.put(key, peer);
    super.onPresent(peer);
    if (before != null) {
      before.close();
    }
    if (left.remove(key) || before != null) {
      tell(listener -> listener.onNamesake(name));
    }
  }

  /** One that no peer can have chosen. */
  private byte[] newName() {
    return ByteBuffer.allocate(GIVEN_BYTES).put((byte) 0).putInt(given++).array();
  }

  @Override
  void onGone(DirectPeer peer) {
    if (peer.isPresent() && byName.remove(ByteBuffer.wrap(peer.name()), peer)) {
      left.add(ByteBuffer.wrap(peer.name()));
    }
    super.onGone(peer);
  }

  @Override
  boolean endsWhoIsStuck() {
    return true;
  }

  // Messages

  @Override
  public Sending sendTo(byte[]... frames) {
    assertOwner();
    DirectPeer peer = byName.get(ByteBuffer.wrap(frames[0]));
    if (peer == null || peer.isLost()) {
      return Sending.GONE;
    }
    if (peer.output().take(frames, 1)) {
      return Sending.SENT;
    }
    if (peer.isLost()) {
      return Sending.GONE;
    }
    if (!full.contains(peer)) {
      full.add(peer);
    }
    return Sending.FULL;
  }

  @Override
  void onMessage(DirectPeer from, List<byte[]> frames) {
    message.clear();
    message.add(from.name());
    message.addAll(frames);
    tell(listener -> listener.onMessage(message));
  }

  /** At least one byte, so that what is too large is counted. */
  @Override
  int maxCutBytes() {
    return Math.max(1, super.maxCutBytes());
  }

  @Override
  void tell() {
    left.clear();
    super.tell();
    if (full.removeIf(peer -> peer.output().hasRoom() || peer.isLost())) {
      tell(SocketListener::onWritable);
    }
  }
}
