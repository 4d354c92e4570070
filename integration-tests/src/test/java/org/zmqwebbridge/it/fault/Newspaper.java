package org.zmqwebbridge.it.fault;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.PubService;
import org.zmqwebbridge.it.PythonPeer;

/**
 * A service that publishes numbers, a hundred a second, whether anybody hears them or not.
 *
 * <p>Owner thread: its own for the socket; the scenario's for the methods.
 */
final class Newspaper implements Service {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final int port = FreePort.find();
  private final Peer peer;
  private volatile long number;
  private final AtomicReference<String> padding = new AtomicReference<>("");
  private volatile boolean frozen;
  private volatile boolean over;
  private Thread thread;
  private PythonPeer process;

  Newspaper(Peer peer) {
    this.peer = peer;
    start();
  }

  @Override
  public int port() {
    return port;
  }

  /** The last number that was published. */
  long number() {
    return number;
  }

  /** Adds so many bytes to the next publication. */
  void pad(int bytes) {
    padding.set("x".repeat(bytes));
  }

  @Override
  public void start() {
    over = false;
    if (peer == Peer.LIBZMQ) {
      process = PythonPeer.start("pub", Integer.toString(port));
      process.expect("port " + port);
      thread = new Thread(() -> publish(process), "newspaper-" + port);
    } else {
      PubService socket = new PubService(port);
      thread = new Thread(() -> publish(socket), "newspaper-" + port);
    }
    thread.start();
  }

  private void publish(PythonPeer to) {
    while (!over) {
      if (!frozen) {
        to.send(next());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    to.kill();
  }

  private void publish(PubService to) {
    try (to) {
      while (!over) {
        if (!frozen) {
          to.publish(next());
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private String next() {
    long next = number + 1;
    number = next;
    return next + padding.getAndSet("");
  }

  @Override
  public void freeze() {
    frozen = true;
    if (process != null) {
      process.stop();
    }
  }

  @Override
  public void thaw() {
    if (process != null) {
      process.resume();
    }
    frozen = false;
  }

  @Override
  public void kill() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
