package org.zmqwebbridge;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
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
 * Asks a ZeroMQ REP socket one thing, and waits for its answer.
 *
 * <p>Owner thread: its caller's, which waits, and that of a loop of its own.
 */
final class OneAsk implements SocketListener {
  private static final int HIGH_WATER_MARK = 10;
  private static final int MAX_BYTES = 64 << 20;
  private static final int HANDSHAKE_MILLIS = 1_000;
  private static final long STUCK_MILLIS = 10_000;
  private static final byte[] END_OF_ENVELOPE = {};

  private final byte[] request;
  private final BlockingQueue<byte[]> answers = new ArrayBlockingQueue<>(1);
  private BackEnd peer;
  private boolean isSent;

  private OneAsk(byte[] request) {
    this.request = request;
  }

  /**
   * Sends it, and waits.
   *
   * @param address {@code tcp://HOST:PORT} or {@code ipc:///PATH}
   * @throws IllegalArgumentException if the address is none
   * @throws IllegalStateException if nobody answers in time
   */
  static byte[] ask(String address, byte[] request, Duration patience) {
    ZmqEndpoint endpoint = ZmqEndpoint.parseConnected(address);
    Counters counters = new Counters();
    ZmqLoops loops = new ZmqLoops(1, 0, STUCK_MILLIS, System::nanoTime, counters);
    ExecutorService resolvers = Executors.newCachedThreadPool();
    OneAsk ask = new OneAsk(request);
    loops.start();
    try {
      ZmqLoop loop = loops.all().get(0);
      HostResolver resolver = HostResolver.system(resolvers);
      loop.post(() -> ask.begin(loop, endpoint, resolver, counters));
      byte[] answer = ask.answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      loop.post(() -> ask.peer.close(0));
      if (answer == null) {
        throw new IllegalStateException(endpoint + " does not answer: does the server run?");
      }
      return answer;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped before there was an answer", stopped);
    } finally {
      boolean unusedEnd = loops.stop(STUCK_MILLIS);
      List<Runnable> unused = resolvers.shutdownNow();
    }
  }

  private void begin(ZmqLoop loop, ZmqEndpoint at, HostResolver resolver, Counters counters) {
    SocketOptions options =
        SocketOptions.connecting(ZmqType.DEALER, HIGH_WATER_MARK, MAX_BYTES, HANDSHAKE_MILLIS);
    peer = new BackEnd(loop, options, at, resolver, this, counters);
    loop.onTick(peer::onTick);
    onWritable();
  }

  @Override
  public void onMessage(List<byte[]> frames) {
    boolean unusedSecond = answers.offer(frames.get(frames.size() - 1));
  }

  @Override
  public void onWritable() {
    if (!isSent && peer != null) {
      isSent = peer.send(END_OF_ENVELOPE, request);
    }
  }
}
