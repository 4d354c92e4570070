package org.zmqwebbridge.zmq;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody who is connected to a bound socket.
 *
 * <p>Owner thread: as its fields say. Lifetime: its connection's.
 */
final class Peer {
  private static final Logger log = LoggerFactory.getLogger(Peer.class);

  private final Optional<SocketChannel> channel;
  private final long since;
  private final AtomicLong untakenBytes = new AtomicLong();
  volatile boolean hasSpoken;
  volatile String userId; // as it was let in
  boolean isNamed; // it is known which of the connections this is; JeroMQ's I/O thread's
  Predicate<String> judge; // what has last said that it may be here; the loop's

  /**
   * @param channel nothing: which it is cannot be told, as of those who speak ZMTP 2
   */
  Peer(Optional<SocketChannel> channel, long since) {
    this.channel = channel;
    this.since = since;
  }

  /** When it came, in nanoseconds. */
  long since() {
    return since;
  }

  /** What it was sent and JeroMQ's encoder has not taken. */
  AtomicLong untakenBytes() {
    return untakenBytes;
  }

  boolean isAt(SocketChannel at) {
    return channel.isPresent() && channel.get() == at;
  }

  boolean isGone() {
    return channel.map(known -> !known.isOpen()).orElse(untakenBytes.get() == 0);
  }

  /** JeroMQ reads the end of the connection, if it is known, and ends it in order. */
  void hangUp() {
    channel.ifPresent(Peer::hangUp);
  }

  static void hangUp(SocketChannel channel) {
    try {
      channel.shutdownInput();
    } catch (IOException gone) {
      log.debug("a peer has gone by itself", gone);
    }
  }
}
