package org.zmqwebbridge.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import org.zmqwebbridge.rpc.zmq.FrameGuard;
import org.zmqwebbridge.rpc.zmq.RpcSocket;

/**
 * A ZeroMQ PUB whose publications are numbered. Until it has a pace it publishes number 0 now and
 * then, so that subscribers can see that they are reached.
 *
 * <p>Owner thread: its own. Lifetime: until closed.
 */
final class Publisher implements AutoCloseable {
  private static final int HIGH_WATER_MARK = 100_000;
  private static final long GREETING_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int REMEMBERED = 1 << 16;

  private final ZMQ.Context context = ZMQ.context(1);
  private final ZMQ.Socket socket = context.socket(SocketType.PUB);
  private final String address;
  private final ByteBuffer message;
  private final List<byte[]> topics; // of the publications, in turn; empty: they have none
  private final Thread thread = new Thread(this::publish, "bench-publisher");
  private final CompletableFuture<Pace> pace = new CompletableFuture<>();
  private final AtomicLongArray dueNanos = new AtomicLongArray(REMEMBERED);
  private volatile boolean closed;
  private volatile boolean finished;
  private volatile long published;

  private Publisher(String bind, int size, List<byte[]> topics) {
    this.topics = topics;
    message = ByteBuffer.wrap("x".repeat(size).getBytes(US_ASCII));
    socket.setLinger(0);
    FrameGuard.guard(socket, RpcSocket.MAX_FRAME_BYTES);
    socket.setHWM(HIGH_WATER_MARK);
    try {
      address =
          bind.endsWith(":0")
              ? bind.replaceAll("0$", "")
                  + socket.bindToRandomPort(bind.substring(0, bind.lastIndexOf(':')))
              : bound(bind);
    } catch (ZMQException failure) {
      socket.close();
      context.term();
      throw new IllegalStateException(
          "--publish " + bind + " cannot be bound: " + failure.getMessage(), failure);
    }
    thread.setDaemon(true);
  }

  private String bound(String bind) {
    socket.bind(bind);
    return bind;
  }

  /**
   * One that greets.
   *
   * @param bind {@code tcp://host:port}; port 0 takes a free one
   * @param topics the first parts of its publications, one after the other; none if they have none
   * @throws IllegalStateException if the address cannot be bound
   */
  static Publisher start(String bind, int size, List<byte[]> topics) {
    Publisher publisher = new Publisher(bind, size, topics);
    publisher.thread.start(); // from here on the socket is the thread's
    return publisher;
  }

  /** Where it is bound. */
  String address() {
    return address;
  }

  /** Ends the greetings; publications follow at this pace until it is over. */
  void begin(Pace begun) {
    boolean unused = pace.complete(begun);
    LockSupport.unpark(thread);
  }

  /** The number of the last publication. */
  long published() {
    return published;
  }

  /** Whether no more will follow. */
  boolean isFinished() {
    return finished;
  }

  /** When one of the last publications was due. */
  long dueNanos(long number) {
    return dueNanos.getOpaque((int) (number % REMEMBERED));
  }

  private void publish() {
    try {
      while (!pace.isDone() && !closed) {
        greet();
        LockSupport.parkNanos(topics.isEmpty() ? GREETING_NANOS : ROUND_NANOS);
      }
      if (!closed) {
        publish(pace.join());
      }
    } catch (ZMQException terminated) {
      // The way out: the context has ended.
    }
    finished = true;
    socket.close();
  }

  private void publish(Pace begun) {
    for (long number = 1, due; !closed && (due = begun.await(number)) != Pace.OVER; number++) {
      dueNanos.setOpaque((int) (number % REMEMBERED), due);
      if (!topics.isEmpty()) {
        boolean unused = socket.sendMore(topics.get((int) ((number - 1) % topics.size())));
      }
      send(number);
      published = number;
    }
    finished = true;
    while (!closed) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1)); // the last ones are still on their way
    }
  }

  private void greet() {
    if (topics.isEmpty()) {
      send(0);
    }
    for (byte[] topic : topics) {
      boolean unused = socket.sendMore(topic);
      send(0);
    }
  }

  private void send(long number) {
    Serial.write(message, 0, number);
    boolean unused = socket.send(message.array().clone());
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    context.term();
  }
}
