package org.zmqwebbridge.it.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.it.BackEnd;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.Limits;
import org.zmqwebbridge.it.TestBridge;
import org.zmqwebbridge.it.Wire;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;

/**
 * Clients that ask, a service that is killed and started again, and between two deaths an answer
 * that breaks its connection.
 *
 * <p>Owner thread: the one that runs it; each client has its own.
 */
final class Trial implements AutoCloseable {
  static final String ENDPOINT = "echo";

  /** {@code deadlines.requestMillis}. */
  static final int DEADLINE_MILLIS = 1_500;

  /** {@code deadlines.hookMillis}. */
  static final int HOOK_MILLIS = 1_000;

  /** {@code limits.maxMessageBytes}. */
  static final int MAX_PAGE_BYTES = 1 << 16;

  /** {@code limits.maxBackendMessageBytes}. */
  static final int MAX_SERVICE_BYTES = 1 << 18;

  private static final int CLIENTS = 200;
  private static final int GROUP = 10;
  private static final double BUSY_PART = 0.6;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Words words;
  private final int requests;
  private final int kills;
  private final long seed;
  private final LongConsumer progress;
  private final Ledger ledger = new Ledger();
  private final StallingHook hook = new StallingHook();
  private final AtomicInteger hugeDue = new AtomicInteger();
  private final int port = FreePort.find();
  private final LedgerService service;
  private final TestBridge bridge;
  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
  private final List<Future<?>> clients = new ArrayList<>();
  private BackEnd backEnd;
  private int killed;

  /**
   * @param words which of the bridge's two wires its clients speak
   * @param progress is told again and again how many requests have ended
   */
  Trial(Wire wire, Words words, int requests, int kills, long seed, LongConsumer progress) {
    this.words = words;
    this.requests = requests;
    this.kills = kills;
    this.seed = seed;
    this.progress = progress;
    service = new LedgerService(new Random(seed));
    backEnd = BackEnd.start(port, service);
    bridge =
        TestBridge.start(
            wire,
            b ->
                b.endpoint(ENDPOINT, SocketType.REQ, "tcp://127.0.0.1:" + port)
                    .selectors(wire == Wire.TLS ? 2 : 1)
                    .authorizer(hook)
                    .hookMillis(HOOK_MILLIS)
                    .limits(
                        Limits.edge(
                            "maxConnectionsPerAddress",
                            0, // left ones count for a moment
                            "handshakeMillis",
                            Await.DEADLINE_MILLIS)) // as long as anything here may take
                    .limits(
                        Limits.sockets(
                            "requestMillis",
                            DEADLINE_MILLIS,
                            "maxMessageBytes",
                            MAX_PAGE_BYTES,
                            "maxBackendMessageBytes",
                            MAX_SERVICE_BYTES)));
  }

  /** Returns when every request has ended, or nothing has for long. */
  void run() throws InterruptedException, ExecutionException {
    for (int i = 0; i < CLIENTS; i++) {
      int share = requests / CLIENTS + (i < requests % CLIENTS ? 1 : 0);
      Random random = new Random(seed + 1 + i);
      clients.add(
          threads.submit(
              new LedgerClient(i, () -> words.line(bridge), ledger, random, share, hugeDue)));
    }
    Await.await("the first deadline to pass undisturbed", () -> ledger.count("timeout") > 0);
    for (int disturbance = 1; disturbance <= 2 * kills; disturbance++) {
      awaitEnded(mark(disturbance));
      if (disturbance % 2 == 0) {
        kill();
      } else {
        hugeDue.incrementAndGet();
      }
    }
    awaitEnded(requests);
    for (Future<?> client : clients) {
      client.get();
    }
  }

  /**
   * When it comes: ten follow each other, and then it is quiet for a while, so that deadlines pass
   * as well, and not only connections break.
   */
  private long mark(int disturbance) {
    int group = (disturbance - 1) / GROUP;
    int groups = (2 * kills + GROUP - 1) / GROUP;
    double place = group + BUSY_PART * ((disturbance - 1) % GROUP + 1) / (GROUP + 1);
    return (long) (requests * place / groups);
  }

  private void kill() {
    backEnd.close();
    service.die();
    killed++;
    backEnd = BackEnd.start(port, service);
  }

  private void awaitEnded(long mark) {
    long ended = -1;
    long since = System.nanoTime();
    while (ended < mark && !clients.stream().allMatch(Future::isDone)) {
      LockSupport.parkNanos(LOOK_NANOS);
      long now = ledger.ended();
      progress.accept(now);
      if (now != ended) {
        ended = now;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > PATIENCE_NANOS) {
        throw new AssertionError("nothing ended for a minute: " + bridge);
      }
    }
  }

  Ledger ledger() {
    return ledger;
  }

  TestBridge bridge() {
    return bridge;
  }

  /**
   * By how many the bridge's own count of requests differs from that of their ends. What reaches a
   * socket whose page has just left ends as not connected, like what was never accepted.
   */
  long balance() {
    long open =
        bridge.count(Counter.REQUESTS)
            - bridge.count(Counter.REPLIES)
            - bridge.count(Counter.REQUESTS_TIMED_OUT)
            - bridge.count(Counter.REQUESTS_GATEWAY_LOST)
            - bridge.count(Counter.REQUESTS_REPLY_TOO_LARGE)
            - bridge.count(Counter.REQUESTS_ABANDONED);
    return open >= 0 && open <= bridge.count(Counter.REQUESTS_NOT_CONNECTED) ? 0 : open;
  }

  int killed() {
    return killed;
  }

  long stalls() {
    return hook.stalls();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    bridge.close();
    backEnd.close();
  }
}
