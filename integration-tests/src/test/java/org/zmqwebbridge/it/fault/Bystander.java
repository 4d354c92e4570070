package org.zmqwebbridge.it.fault;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.zmqwebbridge.it.Json;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.kit.Await;

/**
 * A page that has nothing to do with a fault: it asks its services round and round, and each answer
 * must be the one.
 *
 * <p>Owner thread: its own.
 */
final class Bystander implements AutoCloseable {
  /** So that many can be at once. */
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final List<String> endpoints;
  private final RawPage page;
  private final Books books;
  private final Thread thread = new Thread(this::run, "bystander");
  private volatile boolean closing;
  private final AtomicLong rounds = new AtomicLong();
  private volatile long slowestMillis;

  Bystander(TestBridge bridge, List<String> endpoints, Books books) {
    this.endpoints = endpoints;
    this.books = books;
    this.page = bridge.page();
    endpoints.forEach(endpoint -> page.connected(endpoint, endpoint, Json.REQ));
    thread.start();
  }

  private void run() {
    try {
      while (!closing) {
        for (String endpoint : endpoints) {
          String content = endpoint + rounds.get();
          long begin = System.nanoTime();
          page.send(endpoint, content).expect(endpoint, content);
          long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
          slowestMillis = Math.max(slowestMillis, millis);
        }
        rounds.incrementAndGet();
        LockSupport.parkNanos(REST_NANOS);
      }
      page.close();
    } catch (AssertionError | RuntimeException failure) {
      books.violated("a bystander was disturbed: " + failure.getMessage());
      closing = true;
    }
  }

  /** Waits until all that the bridge was told before has been done, and then some. */
  void awaitRounds() {
    long goal = rounds.get() + 3;
    Await.await("rounds of the bystander", () -> rounds.get() >= goal || closing);
  }

  /** Its longest wait for an answer. */
  long slowestMillis() {
    return slowestMillis;
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
