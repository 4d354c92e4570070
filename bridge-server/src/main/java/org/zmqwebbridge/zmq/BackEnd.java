package org.zmqwebbridge.zmq;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.PacedLog;
import org.zmqwebbridge.observe.Tally;

/**
 * One configured service: a socket that is kept connected to its endpoint. A DNS name is resolved
 * off the loop, and again whenever the peer is lost or absent, because the name may have moved.
 *
 * <p>Owner thread: the loop's. Lifetime: from construction until {@link #close}.
 */
public final class BackEnd {
  private static final Logger log = LoggerFactory.getLogger(BackEnd.class);
  private static final long ABSENT_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long NEVER = Long.MIN_VALUE;

  private final ZmqLoop loop;
  private SocketOptions options;
  private final ZmqEndpoint endpoint;
  private final NameLookUps lookUps;
  private final SocketListener listener;
  private final Tally counters;
  private final Map<ByteBuffer, byte[]> subscriptions = new LinkedHashMap<>(); // by their bytes
  private ConnectingSocket socket;
  private boolean paused;
  private ZmqEndpoint connected;
  private final PacedLog states = new PacedLog();
  private final PacedLog losses = PacedLog.sparse();
  private final PacedLog violations = PacedLog.sparse();
  private final PacedLog distrust = PacedLog.sparse();
  private long absentSince = NEVER;
  private boolean absenceSaid;

  /** Connects, at once or as soon as the name is resolved. */
  public BackEnd(
      ZmqLoop loop,
      SocketOptions options,
      ZmqEndpoint endpoint,
      HostResolver resolver,
      SocketListener listener,
      Tally counters) {
    this.loop = loop;
    this.options = options;
    this.endpoint = endpoint;
    this.listener = listener;
    this.counters = counters;
    this.lookUps = new NameLookUps(loop, resolver, endpoint.host(), this::onAddress, counters);
    this.socket = open();
    if (endpoint.isNamed()) {
      lookUps.ask(loop.nanoTime());
    } else {
      connect(endpoint);
    }
  }

  private ConnectingSocket open() {
    return loop.openConnecting(options, listener, new Keeper());
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

  /** Takes no more messages, which wait at JeroMQ and at the service; or takes them again. */
  public void pause(boolean isPaused) {
    if (isPaused != paused) {
      paused = isPaused;
      socket.pause(isPaused);
    }
  }

  /** SUB only: receives what begins with a prefix, which must not change any more, from now on. */
  public void subscribe(byte[] prefix) {
    if (subscriptions.put(ByteBuffer.wrap(prefix), prefix) == null) {
      socket.subscribe(prefix);
    }
  }

  /** SUB only: ends a subscription. */
  public void unsubscribe(byte[] prefix) {
    if (subscriptions.remove(ByteBuffer.wrap(prefix)) != null) {
      socket.unsubscribe(prefix);
    }
  }

  private final class Keeper implements SocketKeeper {
    @Override
    public void onPeerLost() {
      sayWhy();
      if (endpoint.isNamed()) {
        lookUps.ask(loop.nanoTime());
      }
      listener.onPeerLost();
    }

    @Override
    public void onTorn() {
      startOver();
    }

    @Override
    public void onContextLost() {
      startOver();
    }
  }

  private void sayWhy() {
    if (socket.link().lastEnd() == Link.End.UNTRUSTED) {
      sayThatTheyDoNotTrustEachOther();
    } else {
      losses.line(heldBack -> log.info("{}: lost; connecting again{}", endpoint, heldBack));
    }
  }

  private void sayThatTheyDoNotTrustEachOther() {
    distrust.line(
        heldBack ->
            log.warn(
                "{}: the handshake failed: {}; does the service expect the same mechanism, key and"
                    + " password? Trying again{}",
                endpoint,
                options.security(),
                heldBack));
  }

  /** What was sent will not be answered; what was not can be sent soon. */
  private void startOver() {
    reopen();
    listener.onPeerLost();
    listener.onWritable();
  }

  /**
   * To be called now and then: while there is no peer, looks the name up again, and replaces a
   * socket that JeroMQ has given up, or whose attempt to connect comes to nothing.
   */
  public void onTick(long now) {
    noteAbsence(now);
    sumUpLines();
    if (socket.peerIsThere()) {
      return;
    }
    if (endpoint.isNamed()) {
      lookUps.ask(now);
    }
    if (socket.link().isGivenUp(now)) {
      counters.increment(Counter.GATEWAYS_REBUILT);
      sayWhyItWasGivenUp();
      startOver();
    } else if (connected != null && socket.link().isOverdue(now)) {
      counters.increment(Counter.CONNECTS_REPEATED);
      startOver();
    }
  }

  private void sumUpLines() {
    states.sumUp();
    losses.sumUp();
    violations.sumUp();
    distrust.sumUp();
    lookUps.sumUpLines();
  }

  private void sayWhyItWasGivenUp() {
    switch (socket.link().lastEnd()) {
      case LOST ->
          violations.line(
              heldBack ->
                  log.warn(
                      "{}: broke the protocol, sent a frame above the limit, or with CURVE more"
                          + " than may wait here; new socket{}",
                      endpoint,
                      heldBack));
      case STALLED -> { // its greeting was no good, so its mechanism is another
        counters.increment(Counter.HANDSHAKES_UNTRUSTED);
        sayThatTheyDoNotTrustEachOther();
      }
      case UNTRUSTED -> {} // said when it happened
    }
  }

  /** Says once that a service is not there, and once that it is back. */
  private void noteAbsence(long now) {
    if (socket.peerIsThere()) {
      absentSince = NEVER;
      if (absenceSaid) {
        absenceSaid = false;
        states.line(more -> log.info("{}: is there{}", endpoint, more));
      }
    } else if (absentSince == NEVER) {
      absentSince = now;
    } else if (!absenceSaid && now - absentSince >= ABSENT_NANOS) {
      absenceSaid = true;
      states.line(more -> log.info("{}: nobody is there; trying again{}", endpoint, more));
    }
  }

  /** A service that is there stays where it is, whatever its name has come to mean. */
  private void onAddress(InetAddress address) {
    ZmqEndpoint literal = endpoint.at(address);
    if (literal.equals(connected) || socket.peerIsThere()) {
      return;
    }
    if (connected == null) {
      connect(literal);
    } else {
      ZmqEndpoint former = connected;
      states.line(more -> log.info("{}: moved from {} to {}{}", endpoint, former, literal, more));
      connected = literal;
      startOver();
    }
  }

  /** Whether the service is connected. */
  public boolean peerIsThere() {
    return socket.peerIsThere();
  }

  /** From now on, with these options, by a new socket; what the old one held is lost. */
  public void retune(SocketOptions changed) {
    options = changed;
    startOver();
  }

  /** Replaces a socket that takes nothing any more by a new one; what it held is lost. */
  public void rebuild() {
    states.line(
        more ->
            log.warn(
                "{}: has taken and answered nothing for too long; new socket{}", endpoint, more));
    counters.increment(Counter.GATEWAYS_REBUILT);
    reopen();
  }

  private void reopen() {
    socket.close();
    socket = open();
    socket.pause(paused);
    subscriptions.values().forEach(socket::subscribe);
    if (connected != null) {
      socket.connect(connected);
    }
  }

  /** Closes at once. */
  public void close() {
    close(0);
  }

  /** Closes; JeroMQ's own thread still sends what was not sent yet, for so long. */
  public void close(int lingerMillis) {
    lookUps.close();
    socket.close(lingerMillis);
  }
}
