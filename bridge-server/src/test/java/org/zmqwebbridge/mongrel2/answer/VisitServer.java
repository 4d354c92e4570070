package org.zmqwebbridge.mongrel2.answer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * A small server whose requests are {@link Visit}s: takes any path as it is, and keeps a list of
 * what who answers has done wrong.
 *
 * <p>Owner thread: one of its own, but for what visits may be told by anybody. Lifetime: until it
 * is closed, which ends its connections.
 */
public final class VisitServer implements AutoCloseable {
  private final Selector selector;
  private final ServerSocketChannel listening;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final Function<Visit, Answerer> target;
  private final Thread thread = new Thread(this::run, "visit-server");
  private final int sendBufferBytes;
  private volatile boolean isOver;

  /** One on a port of its own. */
  public VisitServer(Function<Visit, Answerer> target) {
    this(target, 0);
  }

  /**
   * The same whose system takes little for its clients.
   *
   * @param sendBufferBytes 0: the system's own
   */
  public VisitServer(Function<Visit, Answerer> target, int sendBufferBytes) {
    this.target = target;
    this.sendBufferBytes = sendBufferBytes;
    try {
      selector = Selector.open();
      listening = ServerSocketChannel.open();
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      listening.configureBlocking(false);
      listening.register(selector, SelectionKey.OP_ACCEPT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return listening.socket().getLocalPort();
  }

  /** What was done wrong: answers after the end, or nothing at all. */
  public List<String> faults() {
    return new ArrayList<>(faults);
  }

  void fault(String what) {
    faults.add(what);
  }

  Answerer begin(Visit visit) {
    return target.apply(visit);
  }

  /** Has something done by its thread. */
  void soon(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  private void run() {
    try {
      while (!isOver) {
        selector.select(this::ready);
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void ready(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept();
      } else {
        ((VisitLine) key.attachment()).ready();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = listening.accept();
    if (channel == null) {
      return;
    }
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    if (sendBufferBytes > 0) {
      channel.setOption(StandardSocketOptions.SO_SNDBUF, sendBufferBytes);
    }
    SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
    key.attach(new VisitLine(this, channel, key));
  }

  @Override
  public void close() {
    isOver = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
