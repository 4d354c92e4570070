package org.zmqwebbridge.it.fault;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.zmqwebbridge.it.RawPage;

/**
 * A page's connection with threads that read and write, as a browser has: neither waits for the
 * other, and its end is seen when it happens.
 *
 * <p>Owner thread: any. Lifetime: until it is cut, by either side or a test.
 */
final class PageLine {
  /** What it hears; on its own threads. */
  interface Listener {
    void onFrame(JsonObject frame);

    /** Nothing comes after it. */
    void onEnd();
  }

  private final RawPage page;
  private final Listener listener;
  private final BlockingQueue<Optional<Runnable>> outgoing = new LinkedBlockingQueue<>();
  private volatile boolean ended;

  /** Takes over a page whose sockets are connected. */
  PageLine(RawPage page, Listener listener) {
    this.page = page;
    this.listener = listener;
    new Thread(this::read, "page-reader").start();
    new Thread(this::write, "page-writer").start();
  }

  /** Sends when all before has left, and then says so. */
  void send(JsonObject frame, Runnable sent) {
    outgoing.add(
        Optional.of(
            () -> {
              page.send(frame);
              sent.run();
            }));
  }

  boolean hasEnded() {
    return ended;
  }

  private void read() {
    try {
      for (JsonObject next = page.nextUntilEnd(); next != null; next = page.nextUntilEnd()) {
        listener.onFrame(next);
      }
    } catch (IOException | AssertionError | RuntimeException end) {
      // the transport broke, or brought what no page understands
    }
    ended = true;
    page.cut();
    outgoing.add(Optional.empty());
    listener.onEnd();
  }

  private void write() {
    try {
      for (var next = outgoing.take(); next.isPresent(); next = outgoing.take()) {
        next.get().run();
      }
    } catch (UncheckedIOException broken) {
      page.cut();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it without a word. */
  void cut() {
    page.cut();
  }
}
