package org.zmqwebbridge.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.zmqwebbridge.bench.client.Ending;
import org.zmqwebbridge.bench.client.LoadConnection;
import org.zmqwebbridge.bench.client.LoadLoop;
import org.zmqwebbridge.bench.client.Ramp;

/**
 * Pages that ask without measure: each keeps 256 requests outstanding, or writes them as fast as
 * TCP takes them.
 *
 * <p>Owner thread: its own, which drives a loop of its own. Lifetime: until closed.
 */
final class Flood implements AutoCloseable {
  private static final int OUTSTANDING = 256;
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** How a page floods. */
  enum Style {
    WINDOW,
    BLAST
  }

  /** One such page. */
  private final class FloodPage extends Page {
    private boolean begun;

    FloodPage() {
      super(door, 1);
    }

    void begin() {
      begun = true;
      for (int i = 0; i < OUTSTANDING; i++) {
        ask();
      }
    }

    private void ask() {
      connection().send(frame.duplicate());
      sent.incrementAndGet();
    }

    @Override
    void onMessage(int socket, byte[] bytes, int from, int to, long nowNanos) {
      answered.incrementAndGet();
      next();
    }

    @Override
    void onError(int socket, ByteBuffer message, long nowNanos) {
      refused.incrementAndGet();
      next();
    }

    private void next() {
      if (style == Style.WINDOW) {
        ask();
      }
    }

    @Override
    public void onEnded(LoadConnection from, Ending ending) {
      super.onEnded(from, ending);
      losses.add(ending.explanation());
    }

    @Override
    public void onDrained(LoadConnection drained) {
      if (style == Style.BLAST && begun) {
        begin();
      }
    }
  }

  private final LoadLoop loop;
  private final Door door;
  private final ByteBuffer frame;
  private final Style style;
  private final List<FloodPage> pages = new ArrayList<>();
  private final CompletableFuture<Void> connected = new CompletableFuture<>();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final Thread thread = new Thread(this::run, "bench-flood");
  private final Queue<String> losses = new ConcurrentLinkedQueue<>();
  private long reopenedNanos; // the thread's
  private volatile boolean closed;

  private Flood(LoadLoop loop, Door door, int pages, int size, Style style) {
    this.loop = loop;
    this.door = door;
    String text =
        "{\"identity\":\"s0\",\"content\":\"" + "f".repeat(size) + "\",\"msg_type\":\"message\"}";
    this.frame = ByteBuffer.wrap(text.getBytes(US_ASCII));
    this.style = style;
    for (int i = 0; i < pages; i++) {
      this.pages.add(new FloodPage());
    }
    thread.setDaemon(true);
  }

  /**
   * One that floods already.
   *
   * @throws IllegalStateException if it cannot connect
   */
  static Flood start(LoadLoop loop, Door door, int pages, int size, Style style) {
    Flood flood = new Flood(loop, door, pages, size, style);
    flood.thread.start();
    Throwable failure = flood.connected.handle((none, thrown) -> thrown).join();
    if (failure != null) {
      flood.close();
      throw new IllegalStateException(failure.getMessage(), failure);
    }
    return flood;
  }

  private void run() {
    try {
      new Ramp(loop, pages, ready -> {}).run();
      pages.forEach(FloodPage::begin);
      boolean unused = connected.complete(null);
      while (!closed) {
        loop.turn(System.nanoTime() + TICK_NANOS);
        pages.replaceAll(this::goOn);
      }
    } catch (RuntimeException failure) {
      boolean unused = connected.completeExceptionally(failure);
    } finally {
      loop.close();
    }
  }

  /** The page, or another in its place, a moment after it was closed. */
  private FloodPage goOn(FloodPage page) {
    if (page.isReady() && !page.begun) {
      page.begin();
    }
    if (page.failure() == null || System.nanoTime() - reopenedNanos < TICK_NANOS) {
      return page;
    }
    reopenedNanos = System.nanoTime();
    FloodPage next = new FloodPage();
    try {
      LoadConnection unused = loop.open(next, null, 0);
    } catch (IOException failure) {
      next.fail(failure.getMessage());
    }
    return next;
  }

  long sent() {
    return sent.get();
  }

  long answered() {
    return answered.get();
  }

  /** Errors it got, mostly {@code overflow}. */
  long refused() {
    return refused.get();
  }

  /** Why the bridge has closed pages of it; one line for each. */
  List<String> losses() {
    return List.copyOf(losses);
  }

  @Override
  public void close() {
    closed = true;
    loop.wakeUp();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
