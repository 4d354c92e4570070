package org.zmqwebbridge.zmq;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ZeroMQ sockets that a loop has open, and the selector that wakes it when one of them has
 * something.
 *
 * <p>Owner thread: the loop's, but for {@link #wake}, which is any thread's. Lifetime: from {@link
 * #open} until {@link #close}.
 */
final class OpenSockets {
  private static final Logger log = LoggerFactory.getLogger(OpenSockets.class);

  private final List<ZmqSocket> sockets = new ArrayList<>();
  private Selector selector; // set before the loop's thread starts

  /** Makes the selector. */
  void open() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a selector; too many open files?", e);
    }
  }

  /** All of them, in the order in which they were opened; the list changes with them. */
  List<ZmqSocket> all() {
    return sockets;
  }

  <S extends ZmqSocket> S add(S opened) {
    try {
      opened.socket().getFD().register(selector, SelectionKey.OP_READ);
    } catch (IOException e) {
      opened.close();
      throw new UncheckedIOException("cannot watch a ZeroMQ socket", e);
    }
    sockets.add(opened);
    return opened;
  }

  void forget(ZmqSocket socket) {
    SelectionKey key = socket.socket().getFD().keyFor(selector);
    if (key != null) {
      key.cancel();
    }
    sockets.remove(socket);
  }

  /**
   * Gives each its turn.
   *
   * @param limit messages that one may take at once
   * @return whether there is more to do
   */
  boolean turn(int limit, Consumer<Throwable> onFailure) {
    boolean more = false;
    for (int i = sockets.size() - 1; i >= 0; i--) {
      if (i < sockets.size()) { // a listener may have closed some
        more |= turn(sockets.get(i), limit, onFailure);
      }
    }
    return more;
  }

  private static boolean turn(ZmqSocket socket, int limit, Consumer<Throwable> onFailure) {
    try {
      return socket.turn(limit);
    } catch (Throwable failure) {
      onFailure.accept(failure);
      return true;
    }
  }

  /** Whether one of their listeners must be called again soon. */
  boolean isWaiting() {
    for (ZmqSocket socket : sockets) {
      if (socket.isWaiting()) {
        return true;
      }
    }
    return false;
  }

  /** Waits until one of them has something, {@link #wake} is called, or the time is over. */
  void await(long millis) {
    try {
      selector.select(millis);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** After a wait. */
  void forgetWhatWasReady() {
    selector.selectedKeys().clear();
  }

  void wake() {
    selector.wakeup();
  }

  /**
   * Closes all, the latest first: who is let in at bound addresses is decided by a socket that was
   * opened before theirs, and without it everybody would be.
   */
  void close(Consumer<Runnable> guard) {
    for (int i = sockets.size() - 1; i >= 0; i--) {
      guard.accept(sockets.get(i)::close);
    }
    try {
      selector.close();
    } catch (IOException e) {
      log.warn("closing a selector failed", e);
    }
  }
}
