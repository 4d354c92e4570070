package org.zmqwebbridge.zmq;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.observe.PacedLog;

/**
 * Where the bridge is bound for one endpoint, at one address or several: a socket that is kept
 * bound there.
 *
 * <p>Owner thread: the loop's. Lifetime: from construction until {@link #close}.
 */
public final class BoundAddresses implements NamedPeers {
  private static final Logger log = LoggerFactory.getLogger(BoundAddresses.class);

  private final ZmqLoop loop;
  private SocketOptions options;
  private final ZmqAddresses addresses;
  private final List<ZmqEndpoint> unbound = new ArrayList<>(); // those that are to be bound
  private final SocketListener listener;
  private final Map<ByteBuffer, byte[]> subscriptions = new LinkedHashMap<>(); // by their bytes
  private final PacedLog pace = PacedLog.sparse();
  private final PacedLog again = PacedLog.sparse();
  private BoundSocket socket;
  private boolean paused;

  /**
   * Binds.
   *
   * @param patient goes on trying at {@link #onTick} if the address is taken, because its last
   *     holder is only just letting it go
   * @throws IllegalStateException if the address cannot be bound; the message says why
   */
  public BoundAddresses(
      ZmqLoop loop,
      SocketOptions options,
      ZmqAddresses addresses,
      SocketListener listener,
      boolean patient) {
    this.loop = loop;
    this.options = options;
    this.addresses = addresses;
    this.listener = listener;
    this.socket = open();
    if (patient) {
      bindAgain();
    } else {
      bindOrClose();
    }
  }

  private BoundSocket open() {
    BoundSocket opened = loop.openBound(options, listener, new Keeper());
    subscriptions.values().forEach(opened::subscribe);
    opened.pause(paused);
    unbound.clear();
    unbound.addAll(addresses.all());
    return opened;
  }

  private void bindOrClose() {
    try {
      while (!unbound.isEmpty()) {
        bindNext();
      }
    } catch (IllegalStateException taken) {
      socket.close();
      throw taken;
    }
  }

  private ZmqEndpoint bindNext() {
    socket.bind(unbound.get(0), addresses.first());
    return unbound.remove(0);
  }

  /**
   * Sends without waiting.
   *
   * @param message begins with the peer's routing id where the socket is a ROUTER
   * @return false if the peer has gone, or nobody takes anything now
   */
  public boolean send(byte[]... message) {
    return socket.send(message);
  }

  /**
   * ROUTER only: the same, and says why it was not sent.
   *
   * @param message begins with the peer's routing id
   */
  @Override
  public Sending sendTo(byte[]... message) {
    return socket.sendTo(message);
  }

  /** Takes no more messages, which wait at JeroMQ and at the peers; or takes them again. */
  public void pause(boolean isPaused) {
    if (isPaused != paused) {
      paused = isPaused;
      socket.pause(isPaused);
    }
  }

  /** SUB only: receives what begins with a prefix from now on, from these and all later peers. */
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

  /** How many peers have shaken hands and are there. */
  public int peers() {
    return socket.present();
  }

  /** How many are connected that have not shaken hands, and may never. */
  public int pending() {
    return socket.pending();
  }

  /** How many of them have said anything, even only an answer to a heartbeat. */
  int heard() {
    return socket.peers().heard();
  }

  private final class Keeper implements SocketKeeper {
    @Override
    public void onContextLost() {
      startOver();
    }
  }

  /** All peers have gone with the old socket, which holds the address for a moment longer. */
  private void startOver() {
    boolean hadPeers = socket.present() > 0;
    socket = open();
    listener.onPeerLost();
    if (hadPeers) {
      listener.onPeers(0);
    }
    listener.onWritable();
  }

  /**
   * From now on, with these options. Where only the list of peers is another, those stay whom it
   * names, and all others are cut off; otherwise all peers have to come again.
   */
  public void retune(SocketOptions changed) {
    boolean peersOnly = changed.differInPeersOnly(options);
    options = changed;
    if (peersOnly) {
      socket.admit(addresses.first(), changed);
    } else {
      socket.close();
      startOver();
      bindAgain();
    }
  }

  private void bindAgain() {
    for (int tries = unbound.size(); tries > 0; tries--) {
      try {
        ZmqEndpoint bound = bindNext();
        again.line(more -> log.info("{}: bound again{}", bound, more));
      } catch (IllegalStateException taken) {
        unbound.add(unbound.remove(0)); // the others first
        pace.line(heldBack -> log.warn("{}; trying again{}", taken.getMessage(), heldBack));
      }
    }
  }

  /** To be called now and then. */
  @Override
  public void onTick() {
    pace.sumUp();
    again.sumUp();
    bindAgain();
  }

  /** Closes; JeroMQ's own thread still sends what was not sent yet, for so long. */
  @Override
  public void close(int lingerMillis) {
    socket.close(lingerMillis);
  }
}
