package org.zmqwebbridge.gateway;

import java.util.List;
import org.zmqwebbridge.observe.EndpointMeters;
import org.zmqwebbridge.zmq.BackEnd;
import org.zmqwebbridge.zmq.BoundAddresses;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.SocketOptions;
import org.zmqwebbridge.zmq.ZmqType;

/**
 * The ZeroMQ sockets of one endpoint, or of one page there, whichever side connects: one that is
 * bound, or one for each address.
 *
 * <p>Owner thread: the loop's. Lifetime: from construction until {@link #close}.
 */
final class PeerSockets {
  private final GatewayContext context;
  private final ZmqType type;
  private final int maxMessageBytes; // of what is sent; of its sockets, as long as they are open
  private final long maxReceivedBytes;
  private final BoundAddresses bound; // null: it connects
  private final List<BackEnd> connected; // empty: it is bound
  private int next; // whose turn it is

  /**
   * Opens them.
   *
   * @param patient whether its address may still be held by the one that had it before
   * @throws IllegalStateException if an address cannot be bound; the message says why
   */
  PeerSockets(
      EndpointSpec endpoint,
      ZmqType type,
      GatewayContext context,
      SocketListener listener,
      boolean patient,
      EndpointMeters meters) {
    this.context = context;
    this.type = type;
    this.maxMessageBytes = context.limits().maxMessageBytes();
    this.maxReceivedBytes =
        endpoint.binds() ? maxMessageBytes : context.limits().maxBackendMessageBytes();
    SocketOptions options = options(endpoint);
    if (endpoint.binds()) {
      connected = List.of();
      bound = new BoundAddresses(context.loop(), options, endpoint.addresses(), listener, patient);
    } else {
      bound = null;
      connected =
          GatewayContext.atEach(
              endpoint.addresses(),
              address -> context.backEnd(options, address, listener, meters),
              BackEnd::close);
    }
  }

  private SocketOptions options(EndpointSpec endpoint) {
    SocketOptions options =
        endpoint.binds()
            ? endpoint.bound(type, maxReceivedBytes, context.limits().maxPeersPerEndpoint())
            : endpoint.connecting(type, maxReceivedBytes);
    return options.paced(maxMessageBytes);
  }

  /**
   * Sends a message without waiting: to the next peer that takes it, or, of a type that publishes,
   * to each.
   *
   * @return false if nobody takes anything now; {@link SocketListener#onWritable} follows
   */
  boolean send(byte[][] message) {
    if (bound != null) {
      return bound.send(message);
    }
    boolean taken = false;
    for (int tries = connected.size(); tries > 0 && (!taken || type.publishes()); tries--) {
      BackEnd turn = connected.get(next);
      next = next + 1 < connected.size() ? next + 1 : 0;
      taken |= turn.send(message);
    }
    return taken;
  }

  /** Takes no more messages, which wait at JeroMQ and at the peers; or takes them again. */
  void pause(boolean isPaused) {
    if (bound != null) {
      bound.pause(isPaused);
    }
    for (BackEnd each : connected) {
      each.pause(isPaused);
    }
  }

  /** Whether a peer is there. */
  boolean isOneThere() {
    return bound == null ? absent() < connected.size() : bound.peers() > 0;
  }

  /** At how many addresses it looks for a service and there is none. */
  int absent() {
    int absent = 0;
    for (BackEnd each : connected) {
      absent += each.peerIsThere() ? 0 : 1;
    }
    return absent;
  }

  /** About ten times a second. */
  void onTick(long now) {
    if (bound != null) {
      bound.onTick();
    }
    for (BackEnd each : connected) {
      each.onTick(now);
    }
  }

  void retune(EndpointSpec changed) {
    SocketOptions options = options(changed);
    if (bound != null) {
      bound.retune(options);
    }
    for (BackEnd each : connected) {
      each.retune(options);
    }
  }

  /** Closes; JeroMQ's own threads still send what was not sent yet, for so long. */
  void close(int lingerMillis) {
    if (bound != null) {
      bound.close(lingerMillis);
    }
    for (BackEnd each : connected) {
      each.close(lingerMillis);
    }
  }
}
