package org.zmqwebbridge.zmq;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
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

  private static final int ROOM = 64 * 1024;

  private final List<ZmqSocket> sockets = new ArrayList<>();
  private final List<DirectSocket> direct = new ArrayList<>();
  private final ByteBuffer input = ByteBuffer.allocate(ROOM);
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(ROOM);
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

  void add(DirectSocket opened) {
    direct.add(opened);
  }

  void forget(DirectSocket socket) {
    direct.remove(socket);
  }

  /** Has a channel's owner called when it is ready. */
  SelectionKey watch(SelectableChannel channel, int operations, WatchedChannel owner)
      throws IOException {
    return channel.register(selector, operations, owner);
  }

  /** What was closed is let go of by the system, too: a selector holds on to it until its turn. */
  void letGo() throws IOException {
    selector.selectNow();
  }

  /** Room for what is read at once from what is watched. */
  ByteBuffer input() {
    return input;
  }

  /** Room for what is written at once there. */
  ByteBuffer scratch() {
    return scratch;
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
    return turnDirect(onFailure) || more;
  }

  /** What waits for peers goes first: then they work while others are read. */
  private boolean turnDirect(Consumer<Throwable> onFailure) {
    if (direct.isEmpty()) {
      return false;
    }
    flush(onFailure);
    boolean some = false;
    try {
      if (selector.selectedKeys().isEmpty()) {
        selector.selectNow();
      }
      some = tellReady(onFailure);
    } catch (IOException failure) {
      onFailure.accept(failure);
    }
    if (some) {
      flush(onFailure); // what was answered at once
    }
    return some;
  }

  private void flush(Consumer<Throwable> onFailure) {
    for (int i = direct.size() - 1; i >= 0; i--) {
      try {
        if (i < direct.size()) {
          direct.get(i).turn();
        }
      } catch (RuntimeException failure) {
        onFailure.accept(failure);
      }
    }
  }

  /** Returns whether there were any. */
  private boolean tellReady(Consumer<Throwable> onFailure) {
    boolean some = false;
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.attachment() instanceof WatchedChannel watched) {
        some = true;
        try {
          watched.onReady();
        } catch (RuntimeException failure) {
          onFailure.accept(failure);
        }
      }
    }
    selector.selectedKeys().clear();
    return some;
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

  /** After a wait: JeroMQ's sockets are looked at in each turn anyway. */
  void forgetWhatWasReady() {
    if (direct.isEmpty()) {
      selector.selectedKeys().clear();
    }
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
    for (DirectSocket socket : List.copyOf(direct)) {
      guard.accept(socket::abandon);
    }
    try {
      selector.close();
    } catch (IOException e) {
      log.warn("closing a selector failed", e);
    }
  }
}
