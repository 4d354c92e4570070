package org.zmqwebbridge.edge.jetty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.util.IO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * All TCP connections to the edge, whatever they are for: one that is above the limits is closed
 * before a byte of it is read, so that it costs no TLS and no thread.
 *
 * <p>Owner thread: none; Jetty's accept and close.
 */
final class AcceptedConnections implements SelectorManager.AcceptListener {
  private static final Logger log = LoggerFactory.getLogger(AcceptedConnections.class);

  private final ConnectionCensus census;
  private final Counters counters;
  private final Map<SelectableChannel, InetAddress> here = new ConcurrentHashMap<>();

  AcceptedConnections(HandshakeLimits limits, Counters counters) {
    this.census = new ConnectionCensus(limits.maxConnections(), limits.maxConnectionsPerAddress());
    this.counters = counters;
  }

  @Override
  public void onAccepting(SelectableChannel channel) {
    InetAddress address = remoteAddress(channel);
    if (address == null) {
      IO.close(channel); // it has gone already
    } else if (census.tryEnter(address)) {
      here.put(channel, address);
    } else {
      counters.increment(Counter.HANDSHAKES_REFUSED_LIMIT);
      log.debug("connection refused: too many, or too many from {}", address);
      IO.close(channel);
    }
  }

  private static InetAddress remoteAddress(SelectableChannel channel) {
    try {
      return ((InetSocketAddress) ((SocketChannel) channel).getRemoteAddress()).getAddress();
    } catch (IOException gone) {
      return null;
    }
  }

  @Override
  public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
    onClosed(channel);
  }

  /** Jetty may say it twice. */
  @Override
  public void onClosed(SelectableChannel channel) {
    InetAddress address = here.remove(channel);
    if (address != null) {
      census.leave(address);
    }
  }

  /** From now on, so many may be here. */
  void limits(HandshakeLimits changed) {
    census.limits(changed.maxConnections(), changed.maxConnectionsPerAddress());
  }

  /** How many are here. */
  int size() {
    return census.size();
  }
}
