package org.zmqwebbridge.rpc.zmq;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZMQ;

/**
 * The thread that owns a ZeroMQ context and every socket in it. It sleeps until a socket, a
 * deadline or {@link #wake} wants it.
 *
 * <p>Owner thread: itself; {@link #wake} and {@link #stop} may be called from any thread. It is
 * never interrupted, because an interrupt would break the next JeroMQ call. Lifetime: from {@link
 * #start} until {@link #stop}; not restartable.
 */
public final class SocketThread {
  private static final Logger log = LoggerFactory.getLogger(SocketThread.class);
  private static final long PAUSE_AFTER_FAILURE_MILLIS = 100;

  /** What the thread does; every method is called on the thread. */
  public interface Work {

    /** Opens the sockets. What it throws fails {@link SocketThread#start}. */
    void open(SocketThread thread);

    /**
     * Does everything that can be done now, without blocking.
     *
     * @return how long there will be nothing to do, in milliseconds, unless a socket or {@link
     *     SocketThread#wake} says otherwise; 0 for none
     */
    long turn();

    /** The end: the sockets are closed right after. */
    void close();
  }

  private final Thread thread;
  private final Work work;
  private final Selector selector;
  private final ZMQ.Context context = ZMQ.context(1);
  private final Set<RpcSocket> sockets = new HashSet<>();
  private final CompletableFuture<Void> opened = new CompletableFuture<>();
  private volatile boolean stopping;

  private SocketThread(String name, Work work) {
    this.work = work;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a selector; too many open files?", e);
    }
  }

  /**
   * Starts a thread and waits until its work has opened its sockets.
   *
   * @throws RuntimeException what {@link Work#open} threw; nothing is left behind then
   */
  public static SocketThread start(String name, Work work) {
    SocketThread started = new SocketThread(name, work);
    started.thread.start();
    try {
      started.opened.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
    return started;
  }

  /** Opens a socket, neither bound nor connected. */
  public RpcSocket open(RpcSocket.Kind kind, int lingerMillis) {
    assertOwner();
    RpcSocket socket = new RpcSocket(context.socket(kind.type()), lingerMillis, this::wake);
    sockets.add(socket);
    try {
      socket.socket().getFD().register(selector, SelectionKey.OP_READ);
    } catch (IOException e) {
      close(socket);
      throw new UncheckedIOException("cannot watch a ZeroMQ socket", e);
    }
    return socket;
  }

  /** Closes a socket of this thread. */
  public void close(RpcSocket socket) {
    assertOwner();
    SelectionKey key = socket.socket().getFD().keyFor(selector);
    if (key != null) {
      key.cancel();
    }
    sockets.remove(socket);
    socket.close();
  }

  private void assertOwner() {
    if (Thread.currentThread() != thread) {
      throw new IllegalStateException(
          "only " + thread.getName() + " may do this, not " + Thread.currentThread().getName());
    }
  }

  private void run() {
    try {
      work.open(this);
      opened.complete(null);
      while (!stopping) {
        sleep(turn());
      }
      work.close();
    } catch (IOException | RuntimeException failure) {
      if (!opened.completeExceptionally(failure)) {
        log.error("{} ends", thread.getName(), failure);
      }
    } finally {
      closeAll();
    }
  }

  private long turn() {
    try {
      return work.turn();
    } catch (RuntimeException failure) {
      log.error("{}: a turn failed; it goes on", thread.getName(), failure);
      return PAUSE_AFTER_FAILURE_MILLIS;
    }
  }

  private void sleep(long millis) throws IOException {
    if (millis <= 0) {
      selector.selectNow();
    } else {
      selector.select(millis);
    }
    selector.selectedKeys().clear();
  }

  private void closeAll() {
    sockets.forEach(RpcSocket::close);
    try {
      selector.close();
    } catch (IOException e) {
      log.warn("{}: closing the selector failed", thread.getName(), e);
    }
    context.close();
  }

  /** Ends its sleep, now or when it is next about to sleep. */
  public void wake() {
    selector.wakeup();
  }

  /**
   * Waits for its end.
   *
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void join() throws InterruptedException {
    thread.join();
  }

  /**
   * Ends the work, closes its sockets, and waits for that.
   *
   * @return false if the thread was still running after {@code millis}
   */
  public boolean stop(long millis) {
    stopping = true;
    wake();
    boolean interrupted = Thread.interrupted();
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
