package org.zmqwebbridge.zmq;

import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * One configured service: a socket that is kept connected to its endpoint. A DNS name is resolved
 * off the loop, and again whenever the peer is lost or absent, because the name may have moved.
 *
 * <p>Owner thread: the loop's. Lifetime: from construction until {@link #close}.
 */
public final class BackEnd implements SocketListener {
  private static final Logger log = LoggerFactory.getLogger(BackEnd.class);
  private static final long LOOK_UP_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long GIVEN_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final ZmqLoop loop;
  private final SocketOptions options;
  private final ZmqEndpoint endpoint;
  private final HostResolver resolver;
  private final SocketListener listener;
  private final Counters counters;
  private final Set<String> subscriptions = new LinkedHashSet<>();
  private ZmqSocket socket;
  private ZmqEndpoint connected;
  private boolean resolving;
  private boolean closed;
  private long nextLookUp;

  /** Connects, at once or as soon as the name is resolved. */
  public BackEnd(
      ZmqLoop loop,
      SocketOptions options,
      ZmqEndpoint endpoint,
      HostResolver resolver,
      SocketListener listener,
      Counters counters) {
    this.loop = loop;
    this.options = options;
    this.endpoint = endpoint;
    this.resolver = resolver;
    this.listener = listener;
    this.counters = counters;
    this.socket = loop.open(options, this);
    if (endpoint.isNamed()) {
      resolve();
    } else {
      connect(endpoint);
    }
  }

  private void connect(ZmqEndpoint literal) {
    connected = literal;
    socket.connect(literal);
  }

  /**
   * Sends without waiting.
   *
   * @return false if there is no peer, or it takes nothing now
   */
  public boolean send(byte[]... message) {
    return socket.send(message);
  }

  /** SUB only: receives what begins with a prefix from now on, from this and every later peer. */
  public void subscribe(String prefix) {
    if (subscriptions.add(prefix)) {
      socket.subscribe(prefix);
    }
  }

  /** SUB only: ends a subscription. */
  public void unsubscribe(String prefix) {
    if (subscriptions.remove(prefix)) {
      socket.unsubscribe(prefix);
    }
  }

  @Override
  public void onMessage(List<byte[]> frames) {
    listener.onMessage(frames);
  }

  @Override
  public boolean onBatchEnd() {
    return listener.onBatchEnd();
  }

  @Override
  public boolean isWaiting() {
    return listener.isWaiting();
  }

  @Override
  public void onWritable() {
    listener.onWritable();
  }

  @Override
  public void onPeerLost() {
    log.info("{}: the connection was lost; connecting again", endpoint);
    if (endpoint.isNamed()) {
      resolve();
    }
    listener.onPeerLost();
  }

  @Override
  public void onTorn() {
    log.info("{}: the connection was lost in the middle of a message; new socket", endpoint);
    reopen();
    listener.onPeerLost();
    listener.onWritable();
  }

  /**
   * To be called now and then: looks the name up again while there is no peer, and replaces a
   * socket that JeroMQ has given up.
   */
  public void onTick(long now) {
    if (endpoint.isNamed() && !socket.peerIsThere() && now - nextLookUp >= 0) {
      resolve();
    }
    if (socket.wasGivenUp(now, GIVEN_UP_NANOS)) {
      log.warn("{}: broke the protocol, or sent a frame above the limit; new socket", endpoint);
      counters.increment(Counter.GATEWAYS_REBUILT);
      reopen();
      listener.onPeerLost();
      listener.onWritable();
    }
  }

  private void resolve() {
    if (resolving) {
      return;
    }
    resolving = true;
    nextLookUp = loop.nanoTime() + LOOK_UP_NANOS;
    resolver
        .resolve(endpoint.host())
        .whenComplete((address, failure) -> loop.post(() -> onResolved(address, failure)));
  }

  private void onResolved(InetAddress address, Throwable failure) {
    resolving = false;
    if (closed) {
      return;
    }
    if (failure != null) {
      counters.increment(Counter.NAMES_UNRESOLVED);
      log.warn("{}: the name has no address, trying again: {}", endpoint, failure.toString());
      return;
    }
    ZmqEndpoint literal = endpoint.at(address);
    if (!literal.equals(connected)) {
      if (connected != null) {
        log.info("{}: moved from {} to {}", endpoint, connected, literal);
        socket.disconnect(connected);
      }
      connect(literal);
    }
  }

  /** Whether the service's connection is there now, and has shaken hands. */
  public boolean peerIsThere() {
    return socket.peerIsThere();
  }

  /** Whether this socket has had a peer since it was opened or rebuilt. */
  public boolean peerWasThere() {
    return socket.peerWasThere();
  }

  /** Replaces a socket that takes nothing any more by a new one; what it held is lost. */
  public void rebuild() {
    log.warn("{}: sends have been refused for too long; rebuilding the socket", endpoint);
    counters.increment(Counter.GATEWAYS_REBUILT);
    reopen();
  }

  private void reopen() {
    socket.close();
    socket = loop.open(options, this);
    subscriptions.forEach(socket::subscribe);
    if (connected != null) {
      socket.connect(connected);
    }
  }

  /** Closes at once. */
  public void close() {
    closed = true;
    socket.close();
  }
}
