package org.zmqwebbridge.zmq;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.zmqwebbridge.observe.Counters;

/**
 * One ZeroMQ socket of a program that waits for it, on a loop of its own: what the command line
 * speaks to services with. The bridge itself never waits.
 *
 * <p>Owner thread: its maker's, which waits; what the loop hears is the loop's. Lifetime: until
 * {@link #close}, which gives what was sent a moment to leave.
 */
public final class BlockingSocket implements SocketListener, AutoCloseable {
  private static final int HIGH_WATER_MARK = 1_000;
  private static final int ROOM = 1_000; // messages that nobody has taken, before it reads no more
  private static final long MAX_FRAME_BYTES = 64 << 20;
  private static final int HANDSHAKE_MILLIS = 5_000;
  private static final int MAX_PEERS = 1_000;
  private static final long STUCK_MILLIS = 10_000;
  private static final int LINGER_MILLIS = 2_000;

  private final ZmqType type;
  private final ExecutorService resolvers = Executors.newCachedThreadPool();
  private final Counters counters = new Counters();
  private final ZmqLoops loops = new ZmqLoops(1, 0, STUCK_MILLIS, System::nanoTime, counters);
  private final ZmqLoop loop = loops.all().get(0);
  private final LinkedBlockingQueue<List<byte[]>> received = new LinkedBlockingQueue<>();
  private final AtomicBoolean isPaused = new AtomicBoolean();
  private final CountDownLatch subscribed = new CountDownLatch(1);
  private BackEnd service; // the loop's, like what follows; null: bound
  private BoundAddresses place; // null: connected
  private boolean hadPeer;
  private byte[][] unsent; // null: nothing waits
  private CompletableFuture<Boolean> outcome;

  private BlockingSocket(ZmqType type) {
    this.type = type;
    loops.start();
  }

  /**
   * A socket that connects to an address, and goes on trying.
   *
   * @param at of {@link ZmqEndpoint#parseConnected}
   */
  public static BlockingSocket connected(ZmqType type, ZmqEndpoint at, Security security) {
    BlockingSocket socket = new BlockingSocket(type);
    SocketOptions options =
        SocketOptions.connecting(type, HIGH_WATER_MARK, MAX_FRAME_BYTES, HANDSHAKE_MILLIS)
            .with(security);
    HostResolver resolver = HostResolver.system(socket.resolvers);
    return socket.begun(
        () -> {
          BackEnd opened = new BackEnd(socket.loop, options, at, resolver, socket, socket.counters);
          socket.loop.onTick(opened::onTick);
          socket.service = opened;
        });
  }

  /**
   * A socket that is bound.
   *
   * @param at of {@link ZmqEndpoint#parseBound}
   * @throws IllegalStateException if that cannot be; the message says why
   */
  public static BlockingSocket bound(ZmqType type, ZmqEndpoint at) {
    BlockingSocket socket = new BlockingSocket(type);
    SocketOptions options =
        SocketOptions.bound(type, HIGH_WATER_MARK, MAX_FRAME_BYTES, HANDSHAKE_MILLIS, MAX_PEERS);
    return socket.begun(
        () -> {
          ZmqAddresses addresses = ZmqAddresses.of(at);
          socket.place = new BoundAddresses(socket.loop, options, addresses, socket, false);
          socket.loop.onTick(now -> socket.place.onTick());
        });
  }

  private BlockingSocket begun(Runnable opening) {
    try {
      boolean unused =
          onLoop(
              () -> {
                opening.run();
                loop.onTick(now -> notePeer());
                return true;
              });
      return this;
    } catch (IllegalStateException taken) {
      stop();
      throw taken;
    }
  }

  /** Subscribes a SUB socket to what begins with these bytes, which must not change any more. */
  public void subscribe(byte[] topic) {
    loop.post(
        () -> {
          if (place == null) {
            service.subscribe(topic);
          } else {
            place.subscribe(topic);
          }
        });
  }

  /**
   * Waits until a peer of an XPUB socket has subscribed to something; false: none has in time.
   *
   * @throws IllegalStateException if the thread is interrupted
   */
  public boolean awaitSubscriber(Duration patience) {
    try {
      return subscribed.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException stopped) {
      throw interrupted(stopped);
    }
  }

  /**
   * Sends a message of at least one part.
   *
   * @param patience how long it may wait for a peer that takes it
   * @return whether ZeroMQ has taken it; if not, it is never sent
   */
  public boolean send(List<byte[]> parts, Duration patience) {
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    loop.post(
        () -> {
          unsent = parts.toArray(new byte[0][]);
          outcome = end;
          onWritable();
        });
    try {
      return end.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      return onLoop(this::withdraw);
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } catch (InterruptedException stopped) {
      throw interrupted(stopped);
    }
  }

  /** Takes back what waits; true: it has been sent meanwhile. */
  private boolean withdraw() {
    boolean isSent = unsent == null;
    unsent = null;
    return isSent;
  }

  /**
   * Receives a message; empty: none came in time.
   *
   * @throws IllegalStateException if the thread is interrupted
   */
  public Optional<List<byte[]>> receive(Duration patience) {
    try {
      List<byte[]> message = received.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (received.size() < ROOM / 2 && isPaused.compareAndSet(true, false)) {
        loop.post(() -> pause(false));
      }
      return Optional.ofNullable(message);
    } catch (InterruptedException stopped) {
      throw interrupted(stopped);
    }
  }

  private void pause(boolean paused) {
    if (place == null) {
      service.pause(paused);
    } else {
      place.pause(paused);
    }
  }

  /** Whether a peer was ever there, and shook hands. */
  public boolean hadPeer() {
    return onLoop(this::notePeer);
  }

  private boolean notePeer() {
    hadPeer |= place == null ? service.peerIsThere() : place.peers() > 0;
    return hadPeer;
  }

  @Override
  public void onMessage(List<byte[]> frames) {
    received.add(List.copyOf(frames));
    if (received.size() >= ROOM && isPaused.compareAndSet(false, true)) {
      pause(true);
    }
  }

  @Override
  public void onSubscribed(byte[] prefix) {
    subscribed.countDown();
  }

  @Override
  public void onWritable() {
    if (unsent != null && isSent(unsent)) {
      unsent = null;
      outcome.complete(true);
    }
  }

  private boolean isSent(byte[][] message) {
    if (place != null) {
      return place.send(message);
    }
    return service != null && service.send(message);
  }

  private <T> T onLoop(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    loop.post(
        () -> {
          try {
            result.complete(work.get());
          } catch (IllegalStateException failure) {
            result.completeExceptionally(failure);
          }
        });
    try {
      return result.join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof IllegalStateException said
          ? new IllegalStateException(said.getMessage(), said)
          : failure;
    }
  }

  private static IllegalStateException interrupted(InterruptedException stopped) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted", stopped);
  }

  @Override
  public void close() {
    int linger = type.sends() ? LINGER_MILLIS : 0;
    loop.post(
        () -> {
          if (place == null) {
            service.close(linger);
          } else {
            place.close(linger);
          }
        });
    stop();
  }

  private void stop() {
    boolean unusedEnd = loops.stop(LINGER_MILLIS + STUCK_MILLIS);
    List<Runnable> unused = resolvers.shutdownNow();
  }

  @Override
  public String toString() {
    return type + " of the command line";
  }
}
