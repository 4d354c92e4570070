package org.zmqwebbridge;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.zmq.BackEnd;
import org.zmqwebbridge.zmq.HostResolver;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.SocketOptions;
import org.zmqwebbridge.zmq.ZmqEndpoint;
import org.zmqwebbridge.zmq.ZmqLoop;
import org.zmqwebbridge.zmq.ZmqLoops;
import org.zmqwebbridge.zmq.ZmqType;

/**
 * Pushes one message to a ZeroMQ PULL socket.
 *
 * <p>Owner thread: its caller's, which waits, and that of a loop of its own.
 */
final class OnePush implements SocketListener {
  private static final int HIGH_WATER_MARK = 10;
  private static final int HANDSHAKE_MILLIS = 1_000;
  private static final long STUCK_MILLIS = 10_000;
  private static final int LINGER_MILLIS = 2_000;

  private final byte[] message;
  private final CountDownLatch taken = new CountDownLatch(1);
  private BackEnd peer;

  private OnePush(byte[] message) {
    this.message = message;
  }

  /**
   * Sends it, and waits until it is on its way.
   *
   * @throws IllegalStateException if nobody is there
   */
  static void send(String address, byte[] message, Duration patience) {
    ZmqEndpoint endpoint = endpoint(address);
    Counters counters = new Counters();
    ZmqLoops loops = new ZmqLoops(1, 0, STUCK_MILLIS, System::nanoTime, counters);
    ExecutorService resolvers = Executors.newCachedThreadPool();
    OnePush push = new OnePush(message);
    loops.start();
    try {
      ZmqLoop loop = loops.all().get(0);
      HostResolver resolver = HostResolver.system(resolvers);
      loop.post(() -> push.begin(loop, endpoint, resolver, counters));
      if (!push.taken.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            endpoint + " takes nothing: is a PULL socket bound there? Nothing was published");
      }
      loop.post(() -> push.peer.close(LINGER_MILLIS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped before it was sent", stopped);
    } finally {
      boolean unusedEnd = loops.stop(LINGER_MILLIS + STUCK_MILLIS);
      List<Runnable> unused = resolvers.shutdownNow();
    }
  }

  private static ZmqEndpoint endpoint(String address) {
    try {
      return ZmqEndpoint.parseConnected(address);
    } catch (IllegalArgumentException none) {
      throw new UsageException(
          "--spec is http://HOST:PORT, https://… or tcp://HOST:PORT: " + none.getMessage());
    }
  }

  private void begin(ZmqLoop loop, ZmqEndpoint at, HostResolver resolver, Counters counters) {
    SocketOptions options =
        SocketOptions.connecting(
            ZmqType.PUSH, HIGH_WATER_MARK, Math.max(1, message.length), HANDSHAKE_MILLIS);
    peer = new BackEnd(loop, options, at, resolver, this, counters);
    loop.onTick(peer::onTick);
    onWritable();
  }

  @Override
  public void onMessage(List<byte[]> frames) {
    // a PULL socket says nothing
  }

  @Override
  public void onWritable() {
    if (taken.getCount() > 0 && peer != null && peer.send(message)) {
      taken.countDown();
    }
  }
}
