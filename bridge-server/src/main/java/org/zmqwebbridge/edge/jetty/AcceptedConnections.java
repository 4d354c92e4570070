package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.util.IO;
import org.zmqwebbridge.edge.HandshakeLimits;
import org.zmqwebbridge.edge.proxy.ClientAddressSource;
import org.zmqwebbridge.edge.proxy.TrustedProxies;

/**
 * All TCP connections to the edge, whatever they are for: one that is above the limits is closed
 * before a byte of it is read, so that it costs no TLS and no thread. A trusted proxy's counts for
 * its client, from when it is known.
 *
 * <p>Owner thread: none; Jetty's accept and close, and the one that reads who the client is.
 */
final class AcceptedConnections implements SelectorManager.AcceptListener {

  /**
   * One that is here.
   *
   * @param peer the other end of the socket
   * @param counted whom it counts for; empty: for nobody yet
   */
  private record Place(InetAddress peer, Optional<InetAddress> counted) {}

  private final ConnectionCensus census;
  private final TrustedProxies proxies;
  private final LimitRefusals refusals;
  private final Map<SelectableChannel, Place> here = new ConcurrentHashMap<>();

  AcceptedConnections(HandshakeLimits limits, TrustedProxies proxies, LimitRefusals refusals) {
    this.census = new ConnectionCensus(limits.maxConnections(), limits.maxConnectionsPerAddress());
    this.proxies = proxies;
    this.refusals = refusals;
  }

  @Override
  public void onAccepting(SelectableChannel channel) {
    InetAddress peer = remoteAddress(channel);
    if (peer == null || !enters(channel, peer, proxies.contains(peer))) {
      IO.close(channel); // it has gone already, or may not stay
    }
  }

  private boolean enters(SelectableChannel channel, InetAddress peer, boolean isProxy) {
    if (!isProxy && proxies.source() == ClientAddressSource.PROXY) {
      refusals.untrusted(peer);
      return false;
    }
    if (!census.tryEnter()) {
      refusals.overAll(peer);
      return false;
    }
    if (!isProxy && !census.tryEnter(peer)) {
      census.leave();
      refusals.ofAddress(peer);
      return false;
    }
    here.put(channel, new Place(peer, isProxy ? Optional.empty() : Optional.of(peer)));
    return true;
  }

  private static InetAddress remoteAddress(SelectableChannel channel) {
    try {
      SocketAddress address = ((SocketChannel) channel).getRemoteAddress();
      return address instanceof InetSocketAddress internet
          ? internet.getAddress()
          : UnixEndPoint.ADDRESS;
    } catch (IOException gone) {
      return null;
    }
  }

  /**
   * Whether the client of a trusted proxy's connection may have one more; the connection then
   * counts for it, and for nobody else, until it ends.
   *
   * @param channel what was accepted; one that has ended counts for nobody
   */
  boolean countsFor(SelectableChannel channel, InetAddress client) {
    Place place = here.get(channel);
    if (place == null || place.counted().filter(client::equals).isPresent()) {
      return true;
    }
    if (!census.tryEnter(client)) {
      refusals.ofAddress(client);
      return false;
    }
    Place counted = new Place(place.peer(), Optional.of(client));
    if (here.replace(channel, place, counted)) {
      place.counted().ifPresent(census::leave);
    } else {
      census.leave(client); // it has ended meanwhile
    }
    return true;
  }

  /**
   * Whether a client may have one more stream of HTTP/2, which counts like a connection of its own
   * until {@link #streamEnded}.
   */
  boolean countsStream(InetAddress client) {
    if (!census.tryEnter()) {
      refusals.overAll(client);
      return false;
    }
    if (!census.tryEnter(client)) {
      census.leave();
      refusals.ofAddress(client);
      return false;
    }
    return true;
  }

  /** One that counted has ended. */
  void streamEnded(InetAddress client) {
    census.leave(client);
    census.leave();
  }

  @Override
  public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
    onClosed(channel);
  }

  /** Jetty may say it twice. */
  @Override
  public void onClosed(SelectableChannel channel) {
    Place place = here.remove(channel);
    if (place != null) {
      place.counted().ifPresent(census::leave);
      census.leave();
    }
  }

  /** From now on, so many may be here. */
  void limits(HandshakeLimits changed) {
    census.limits(changed.maxConnections(), changed.maxConnectionsPerAddress());
    refusals.limits(changed);
  }

  /** How many are here, streams that count like them included. */
  int size() {
    return census.size();
  }
}
