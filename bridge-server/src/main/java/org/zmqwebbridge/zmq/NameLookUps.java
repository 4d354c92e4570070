package org.zmqwebbridge.zmq;

import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.PacedLog;
import org.zmqwebbridge.observe.Tally;

/**
 * Asks where a name is, once a second at most, for as long as somebody wants to know. A look-up
 * that hangs does not keep the next one from being made, but the one after that.
 *
 * <p>Owner thread: the loop's. Lifetime: until {@link #close}; no address is told after it.
 */
final class NameLookUps {
  private static final Logger log = LoggerFactory.getLogger(NameLookUps.class);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MAX_UNDER_WAY = 2;

  private final ZmqLoop loop;
  private final HostResolver resolver;
  private final String host;
  private final Consumer<InetAddress> listener;
  private final Tally counters;
  private final PacedLog pace = PacedLog.sparse();
  private long next;
  private int underWay;
  private int asked;
  private int answered;
  private boolean closed;

  /**
   * @param listener hears every address that is found, on the loop's thread
   */
  NameLookUps(
      ZmqLoop loop,
      HostResolver resolver,
      String host,
      Consumer<InetAddress> listener,
      Tally counters) {
    this.loop = loop;
    this.resolver = resolver;
    this.host = host;
    this.listener = listener;
    this.counters = counters;
    this.next = loop.nanoTime();
  }

  /** Looks the name up, unless that was done a moment ago. */
  void ask(long now) {
    if (now - next < 0 || underWay == MAX_UNDER_WAY) {
      return;
    }
    next = now + PAUSE_NANOS;
    underWay++;
    int number = ++asked;
    resolve()
        .whenComplete((address, failure) -> loop.post(() -> onAnswer(number, address, failure)));
  }

  private CompletionStage<InetAddress> resolve() {
    try {
      return resolver.resolve(host);
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private void onAnswer(int number, InetAddress address, Throwable failure) {
    underWay--;
    if (closed) {
      return;
    }
    if (address == null) {
      counters.increment(Counter.NAMES_UNRESOLVED);
      pace.line(
          heldBack ->
              log.warn("{} has no address, asking again{}: {}", host, heldBack, "" + failure));
    } else if (number > answered) { // an older look-up may come later
      answered = number;
      listener.accept(address);
    }
  }

  /** Says how many failed that were not in the log; to be called now and then. */
  void sumUpLines() {
    pace.sumUp();
  }

  /** Ends it. */
  void close() {
    closed = true;
  }
}
