package org.zmqwebbridge.zmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * A socket of the bridge's on a loop of its own, of any type and either direction, and what its
 * listener hears.
 *
 * <p>Owner thread: the test's. Lifetime: until {@link #close}.
 */
final class OurSocket implements AutoCloseable, SocketListener {
  static final int MAX_BYTES = 100_000;
  static final int MAX_PEERS = 2;
  private static final int HIGH_WATER_MARK = 1000;
  private static final int HANDSHAKE_MILLIS = 1000;
  private static final long STUCK_MILLIS = 1500;

  private final AtomicLong later = new AtomicLong();
  private final Counters counters = new Counters();
  private final ZmqContexts contexts = new ZmqContexts(counters);
  private final ZmqLoop loop =
      new ZmqLoop(
          "test-loop", contexts, 0, STUCK_MILLIS, () -> System.nanoTime() + later.get(), counters);
  private final BlockingQueue<List<byte[]>> messages = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> subscriptions = new LinkedBlockingQueue<>();
  private final AtomicInteger present = new AtomicInteger();
  private final AtomicInteger writables = new AtomicInteger();
  private final SocketOptions options;
  private BackEnd connected;
  private BoundAddresses bound;
  private String address;

  private OurSocket(SocketOptions options) {
    this.options = options;
    loop.start();
  }

  static SocketOptions options(ZmqType type, Direction direction) {
    return direction == Direction.BIND
        ? SocketOptions.bound(type, HIGH_WATER_MARK, MAX_BYTES, HANDSHAKE_MILLIS, MAX_PEERS)
        : SocketOptions.connecting(type, HIGH_WATER_MARK, MAX_BYTES, HANDSHAKE_MILLIS);
  }

  static OurSocket bind(ZmqType type) {
    return bind(options(type, Direction.BIND));
  }

  static OurSocket bind(SocketOptions options) {
    return bind(options, FreePort.address());
  }

  /** At several addresses, of which some may be taken. */
  static OurSocket bind(SocketOptions options, String... addresses) {
    OurSocket made = new OurSocket(options);
    made.address = addresses[0];
    List<ZmqEndpoint> endpoints = new ArrayList<>();
    for (String address : addresses) {
      endpoints.add(ZmqEndpoint.parseBound(address));
    }
    made.bound =
        made.onLoop(
            () -> new BoundAddresses(made.loop, options, new ZmqAddresses(endpoints), made, true));
    made.subscribeToAll();
    made.tick(now -> made.bound.onTick());
    return made;
  }

  static OurSocket connect(ZmqType type, String address) {
    return connect(options(type, Direction.CONNECT), address);
  }

  static OurSocket connect(SocketOptions options, String address) {
    OurSocket made = new OurSocket(options);
    made.connected = made.backEnd(options, address);
    made.subscribeToAll();
    made.tick(made.connected::onTick);
    return made;
  }

  private BackEnd backEnd(SocketOptions options, String to) {
    return onLoop(
        () ->
            new BackEnd(
                loop,
                options,
                ZmqEndpoint.parseConnected(to),
                HostResolver.system(Runnable::run),
                this,
                counters));
  }

  /**
   * Waits until JeroMQ's I/O thread has turned several times since, by a connection to an address
   * of the test's in clear.
   */
  void awaitTurnsOfItsIoThread(String witness) {
    BackEnd other = backEnd(options(ZmqType.DEALER, Direction.CONNECT), witness);
    Await.await("the witness to be there", () -> onLoop(other::peerIsThere));
  }

  void pause(boolean isPaused) {
    boolean done =
        onLoop(
            () -> {
              if (bound != null) {
                bound.pause(isPaused);
              } else {
                connected.pause(isPaused);
              }
              return true;
            });
    assertTrue(done);
  }

  private void tick(LongConsumer ticker) {
    boolean done =
        onLoop(
            () -> {
              loop.onTick(ticker);
              return true;
            });
    assertTrue(done);
  }

  private void subscribeToAll() {
    if (options.type() == ZmqType.SUB) {
      loop.post(
          () -> {
            if (bound != null) {
              bound.subscribe(new byte[0]);
            } else {
              connected.subscribe(new byte[0]);
            }
          });
    }
  }

  private <T> T onLoop(Callable<T> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    loop.post(
        () -> {
          try {
            result.complete(call.call());
          } catch (Throwable failure) {
            result.completeExceptionally(failure);
          }
        });
    try {
      return result.get(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(failed);
    } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  String address() {
    return address;
  }

  boolean trySend(byte[]... frames) {
    return onLoop(() -> bound != null ? bound.send(frames) : connected.send(frames));
  }

  boolean trySend(String... frames) {
    byte[][] bytes = new byte[frames.length][];
    for (int i = 0; i < frames.length; i++) {
      bytes[i] = frames[i].getBytes(UTF_8);
    }
    return trySend(bytes);
  }

  /** Sends as soon as it can. */
  void send(String... frames) {
    Await.await("somebody to take a message", () -> trySend(frames));
  }

  void retune(SocketOptions changed) {
    boolean done =
        onLoop(
            () -> {
              bound.retune(changed);
              return true;
            });
    assertTrue(done);
  }

  /** Lets time pass. */
  void later(long millis) {
    later.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  List<byte[]> message() throws InterruptedException {
    List<byte[]> message = messages.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
    if (message == null) {
      throw new AssertionError("no message came");
    }
    return message;
  }

  /** The next message, if one has come. */
  List<byte[]> messageIfAny() {
    return messages.poll();
  }

  String subscription() throws InterruptedException {
    return subscriptions.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Of one that connects. */
  boolean peerIsThere() {
    return onLoop(connected::peerIsThere);
  }

  int present() {
    return present.get();
  }

  /** How many peers have said anything, even only that they are there. */
  int heard() {
    return bound.heard();
  }

  int writables() {
    return writables.get();
  }

  long count(Counter counter) {
    return counters.value(counter);
  }

  @Override
  public void onMessage(List<byte[]> frames) {
    messages.add(List.copyOf(frames));
  }

  @Override
  public void onSubscribed(byte[] prefix) {
    subscriptions.add("+" + new String(prefix, UTF_8));
  }

  @Override
  public void onUnsubscribed(byte[] prefix) {
    subscriptions.add("-" + new String(prefix, UTF_8));
  }

  @Override
  public void onPeers(int now) {
    present.set(now);
  }

  @Override
  public void onWritable() {
    writables.incrementAndGet();
  }

  @Override
  public void close() {
    assertTrue(loop.stop(Await.DEADLINE_MILLIS));
    assertTrue(contexts.close(Await.DEADLINE_MILLIS), "a socket that is open keeps its context");
  }
}
