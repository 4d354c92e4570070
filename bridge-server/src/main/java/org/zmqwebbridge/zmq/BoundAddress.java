package org.zmqwebbridge.zmq;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.observe.PacedLog;

/**
 * One address that the bridge binds: a socket that is kept bound there.
 *
 * <p>Owner thread: the loop's. Lifetime: from construction until {@link #close}.
 */
public final class BoundAddress implements SocketListener {
  private static final Logger log = LoggerFactory.getLogger(BoundAddress.class);

  private final ZmqLoop loop;
  private SocketOptions options;
  private final ZmqEndpoint endpoint;
  private final SocketListener listener;
  private final PacedLog pace = PacedLog.sparse();
  private final PacedLog again = PacedLog.sparse();
  private BoundSocket socket;
  private boolean bound;

  /**
   * Binds.
   *
   * @param patient goes on trying at {@link #onTick} if the address is taken, because its last
   *     holder is only just letting it go
   * @throws IllegalStateException if the address cannot be bound; the message says why
   */
  public BoundAddress(
      ZmqLoop loop,
      SocketOptions options,
      ZmqEndpoint endpoint,
      SocketListener listener,
      boolean patient) {
    this.loop = loop;
    this.options = options;
    this.endpoint = endpoint;
    this.listener = listener;
    this.socket = loop.openBound(options, this);
    if (patient) {
      bindAgain();
    } else {
      bindOrClose();
    }
  }

  private void bindOrClose() {
    try {
      bind();
    } catch (IllegalStateException taken) {
      socket.close();
      throw taken;
    }
  }

  private void bind() {
    socket.bind(endpoint);
    bound = true;
  }

  /**
   * Sends without waiting.
   *
   * @param message begins with the peer's routing id
   * @return false if the peer has gone, or takes nothing now
   */
  public boolean send(byte[]... message) {
    return socket.send(message);
  }

  @Override
  public void onMessage(List<byte[]> frames) {
    listener.onMessage(frames);
  }

  @Override
  public boolean onBatchEnd() {
    return listener.onBatchEnd();
  }

  /** All peers have gone with the old socket, which holds the address for a moment longer. */
  @Override
  public void onContextLost() {
    socket = loop.openBound(options, this);
    bound = false;
    listener.onPeerLost();
  }

  /**
   * From now on, with these options. Where only the list of peers is another, those stay whom it
   * names, and all others are cut off; otherwise all peers have to come again.
   */
  public void retune(SocketOptions changed) {
    boolean peersOnly = bound && changed.differInPeersOnly(options);
    options = changed;
    if (peersOnly) {
      socket.admit(endpoint, changed);
    } else {
      socket.close();
      onContextLost();
      bindAgain();
    }
  }

  private void bindAgain() {
    try {
      bind();
      again.line(more -> log.info("{}: bound again{}", endpoint, more));
    } catch (IllegalStateException taken) {
      pace.line(heldBack -> log.warn("{}; trying again{}", taken.getMessage(), heldBack));
    }
  }

  /** To be called now and then. */
  public void onTick() {
    pace.sumUp();
    again.sumUp();
    if (!bound) {
      bindAgain();
    }
  }

  /** Closes; JeroMQ's own thread still sends what was not sent yet, for so long. */
  public void close(int lingerMillis) {
    socket.close(lingerMillis);
  }
}
