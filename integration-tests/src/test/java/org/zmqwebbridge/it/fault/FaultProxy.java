package org.zmqwebbridge.it.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.kit.Await;

/**
 * A TCP proxy that delays, cuts, mutes, garbles and refuses what goes through it, as it is told
 * while it runs. When a method returns, what it asks for has happened. Two proxies with one seed do
 * the same to the same bytes.
 *
 * <p>Owner thread: its own; the methods are for any other. Lifetime: until closed, with all its
 * connections.
 */
public final class FaultProxy implements AutoCloseable {
  private final int port = FreePort.find();
  private final int target;
  private final long seed;
  private final Selector selector;
  private final ConcurrentLinkedQueue<Runnable> commands = new ConcurrentLinkedQueue<>();
  private final Map<Direction, Conditions> conditions = new EnumMap<>(Direction.class);
  private final List<ProxiedConnection> connections = new ArrayList<>();
  private final Thread thread;
  private ServerSocketChannel listener;
  private boolean hangsUp;
  private int accepted;
  private boolean closed;

  private FaultProxy(int target, long seed) {
    this.target = target;
    this.seed = seed;
    for (Direction direction : Direction.values()) {
      conditions.put(direction, Conditions.CLEAR);
    }
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    listen();
    thread = new Thread(this::run, "fault-proxy-" + port);
    thread.start();
  }

  /** One in front of a port of loopback, where nobody has to listen yet. */
  public static FaultProxy before(int target, long seed) {
    return new FaultProxy(target, seed);
  }

  /** Where to connect to it, on loopback. */
  public int port() {
    return port;
  }

  /** The same, for ZeroMQ. */
  public String address() {
    return "tcp://127.0.0.1:" + port;
  }

  // What it does

  /** What bytes suffer from now on, on every connection there is or will be. */
  public void set(Direction direction, Conditions changed) {
    command(
        () -> {
          conditions.put(direction, changed);
          connections.forEach(connection -> connection.flow(direction).set(changed));
        });
  }

  /** The same both ways. */
  public void set(Conditions changed) {
    for (Direction direction : Direction.values()) {
      set(direction, changed);
    }
  }

  /** Ends every connection; new ones are taken. */
  public void cut() {
    command(() -> end(false));
  }

  /** Resets every connection; new ones are taken. */
  public void reset() {
    command(() -> end(true));
  }

  private void end(boolean abruptly) {
    connections.forEach(connection -> connection.end(abruptly));
    connections.clear();
  }

  /** Ends one direction of every connection: its receiver sees the end of the stream. */
  public void halfClose(Direction direction) {
    command(() -> connections.forEach(connection -> connection.flow(direction).halfClose()));
  }

  /** Takes no new connections: anyone who tries is refused. */
  public void refuse() {
    command(
        () -> {
          try {
            listener.close();
            selector.selectNow(); // only now is the port free
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Takes new connections, and ends them at once. */
  public void hangUp() {
    command(() -> hangsUp = true);
  }

  /** Takes new connections again. */
  public void accept() {
    command(
        () -> {
          hangsUp = false;
          if (!listener.isOpen()) {
            listen();
          }
        });
  }

  /** As if it was not there; connections that have ended stay so. */
  public void clear() {
    set(Conditions.CLEAR);
    accept();
  }

  // What it has seen

  /** How many connections have come, those that it hung up on included. */
  public int accepted() {
    return ask(() -> accepted);
  }

  /** How many connections there are. */
  public int open() {
    return ask(connections::size);
  }

  /** How many bytes the newest connection has brought so far. */
  public long taken(Direction direction) {
    return ask(
        () ->
            connections.isEmpty()
                ? 0
                : connections.get(connections.size() - 1).flow(direction).taken());
  }

  // Its thread

  private void command(Runnable command) {
    ask(
        () -> {
          command.run();
          return null;
        });
  }

  private <T> T ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    commands.add(
        () -> {
          try {
            answer.complete(question.get());
          } catch (RuntimeException failure) {
            answer.completeExceptionally(failure);
          }
        });
    selector.wakeup();
    return answer.orTimeout(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS).join();
  }

  private void listen() {
    try {
      listener = ServerSocketChannel.open();
      Await.await("port " + port + " to be free", this::isBound);
      listener.configureBlocking(false);
      listener.register(selector, SelectionKey.OP_ACCEPT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For a moment, a process that is being started keeps what it has inherited. */
  private boolean isBound() {
    try {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private void run() {
    try {
      while (!closed) {
        long now = System.nanoTime();
        long next = Long.MAX_VALUE;
        for (ProxiedConnection connection : connections) {
          next = Math.min(next, connection.turn(now));
        }
        connections.removeIf(ProxiedConnection::hasEnded);
        select(next);
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
          command.run();
        }
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void select(long untilNanos) throws IOException {
    if (untilNanos == Long.MAX_VALUE) {
      selector.select(this::onReady);
      return;
    }
    long left = untilNanos - System.nanoTime();
    if (left <= 0) {
      selector.selectNow(this::onReady);
    } else {
      selector.select(this::onReady, Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
    }
  }

  private void onReady(SelectionKey key) {
    if (!key.isValid()) {
      return;
    }
    if (key.attachment() instanceof ProxiedConnection connection) {
      connection.onReady(key, System.nanoTime());
      return;
    }
    try {
      onAcceptable();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void onAcceptable() throws IOException {
    SocketChannel client = listener.accept();
    if (client == null) {
      return;
    }
    accepted++;
    if (hangsUp) {
      client.close();
      return;
    }
    client.configureBlocking(false);
    SocketChannel server = SocketChannel.open();
    server.configureBlocking(false);
    ProxiedConnection connection =
        new ProxiedConnection(selector, client, server, conditions, seed + accepted);
    connections.add(connection);
    server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
  }

  @Override
  public void close() {
    command(
        () -> {
          end(false);
          try {
            listener.close();
          } catch (IOException gone) {
            // then it is closed
          }
          closed = true;
        });
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
