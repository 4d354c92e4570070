package org.zmqwebbridge.it.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.it.BackEnd;
import org.zmqwebbridge.it.Limits;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.it.Wire;
import org.zmqwebbridge.kit.Await;

/**
 * A bridge of a scenario's own, the books of what is asked through it, and a bystander with a
 * service that nothing happens to.
 *
 * <p>Owner thread: the scenario's.
 */
final class Scene implements AutoCloseable {
  /** The endpoint that nothing happens to. */
  static final String STEADY = "steady";

  /** When a request ends at the latest: {@code deadlines.requestMillis}. */
  static final long DEADLINE_MILLIS = 3_000;

  /** When a page's handshake ends at the latest: {@code deadlines.handshakeMillis}. */
  static final long HANDSHAKE_MILLIS = 2_000;

  /** What breaks a service's connection if it is longer: {@code limits.maxBackendMessageBytes}. */
  static final int MAX_BYTES = 4 << 20;

  private final Books books = new Books();
  private final BackEnd steady = BackEnd.echo();
  private final TestBridge bridge;
  private Bystander bystander;

  Scene(Wire wire, UnaryOperator<BridgeBuilder> settings) {
    try {
      bridge = TestBridge.start(wire, b -> settings.apply(common(b)));
    } catch (RuntimeException failure) {
      steady.close();
      throw failure;
    }
  }

  private BridgeBuilder common(BridgeBuilder builder) {
    return builder
        .endpoint(STEADY, SocketType.REQ, steady.address())
        .drainMillis(500)
        .spinTurns(0) // many scenarios share a processor
        .limits(
            Limits.sockets("requestMillis", DEADLINE_MILLIS, "maxBackendMessageBytes", MAX_BYTES));
  }

  /** The bystander comes. */
  void begins(String... endpoints) {
    bystander = new Bystander(bridge, List.of(endpoints), books);
  }

  Books books() {
    return books;
  }

  TestBridge bridge() {
    return bridge;
  }

  Bystander bystander() {
    return bystander;
  }

  /** Waits until traffic has passed that began now; how long that took. */
  long millisUntilWorking(Traffic traffic) {
    long begin = System.nanoTime();
    traffic.beginsAnew();
    Await.await("it to work", traffic::works);
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
  }

  /** Every request has its outcome, and nothing was wrong. */
  Scenario.Report settled(long recoveryMillis) {
    books.settle();
    Books.balance(bridge);
    return new Scenario.Report(recoveryMillis, books.slowestMillis(), books.tally());
  }

  @Override
  public void close() {
    List<AutoCloseable> parts = new ArrayList<>(List.of(bridge, steady));
    if (bystander != null) {
      parts.add(0, bystander);
    }
    closeAll(parts);
  }

  /** Closes all of them, whatever becomes of the first. */
  static void closeAll(List<AutoCloseable> parts) {
    RuntimeException failure = null;
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception | AssertionError e) {
        failure = new IllegalStateException("closing " + part, e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
