package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.OpenPort;
import org.zmqwebbridge.edge.Port;
import org.zmqwebbridge.edge.PortStream;
import org.zmqwebbridge.edge.PortStreamHandler;
import org.zmqwebbridge.edge.PortTls;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.kit.Certificate;
import org.zmqwebbridge.kit.Http2Client;
import org.zmqwebbridge.observe.Counter;

/**
 * A listener of a dialect that keeps its streams for the test to answer.
 *
 * <p>Owner thread: the test's.
 */
final class StreamPort implements AutoCloseable {
  /** A stream, and what has been heard of it. */
  static final class Held implements PortStreamHandler {
    private final PortStream stream;
    private final boolean leaves;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final AtomicInteger bytes = new AtomicInteger();
    private final AtomicInteger drained = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();
    private final AtomicInteger gone = new AtomicInteger();

    private Held(PortStream stream, boolean pauses, boolean leaves) {
      this.stream = stream;
      this.leaves = leaves;
      if (pauses) {
        stream.pause();
      }
    }

    PortStream stream() {
      return stream;
    }

    /** What has come of the body. */
    String body() {
      synchronized (body) {
        return body.toString(UTF_8);
      }
    }

    /** How often all has been taken. */
    int drained() {
      return drained.get();
    }

    @Override
    public void onDrained() {
      drained.incrementAndGet();
    }

    int bytes() {
      return bytes.get();
    }

    @Override
    public void onBytes(ByteBuffer come) {
      if (leaves) {
        come.get();
        stream.pause();
        return;
      }
      byte[] copy = new byte[come.remaining()];
      come.get(copy);
      synchronized (body) {
        body.writeBytes(copy);
      }
      bytes.addAndGet(copy.length);
    }

    @Override
    public void onEnd() {
      ends.incrementAndGet();
    }

    @Override
    public void onTick(long nanoTime) {
      // nothing is late
    }

    @Override
    public void onGone() {
      gone.incrementAndGet();
    }

    Held awaitEnd() {
      Await.await("the body has ended", () -> ends.get() == 1);
      return this;
    }

    void awaitGone() {
      Await.await("the stream has ended", () -> gone.get() == 1);
    }
  }

  private final TestEdge edge;
  private final OpenPort port;
  private final BlockingQueue<Held> held = new LinkedBlockingQueue<>();
  private volatile boolean pauses;
  private volatile boolean leaves;

  StreamPort(EdgeLimits limits) {
    this.edge = new TestEdge(false, limits);
    Certificate own = Certificate.shared();
    PortTls tls =
        new PortTls(
            List.of(new PortTls.Identity("localhost", own.pem(), own.key())),
            Optional.empty(),
            false,
            List.of());
    this.port =
        edge.edge()
            .ports()
            .open(
                new Port(
                    "test",
                    List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                    Optional.of(tls),
                    connection -> new UpperCase(connection),
                    Optional.of(this::open)));
  }

  private Held open(PortStream stream) {
    Held one = new Held(stream, pauses, leaves);
    held.add(one);
    return one;
  }

  /** From now on, streams are paused when they begin. */
  StreamPort pausing() {
    pauses = true;
    return this;
  }

  /** From now on, they read one byte and pause. */
  StreamPort leaving() {
    leaves = true;
    return this;
  }

  Http2Client client() {
    return new Http2Client(port.number());
  }

  /** One with settings of its own. */
  Http2Client client(byte[] settings) {
    return new Http2Client(port.number(), settings);
  }

  int number() {
    return port.number();
  }

  OpenPort port() {
    return port;
  }

  /** How many streams there are, with those that wait for the end of their client. */
  int open() {
    return edge.edge().openOwn();
  }

  long count(Counter counter) {
    return edge.count(counter);
  }

  /** The next stream that has begun. */
  Held next() {
    try {
      Held next = held.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
      assertNotNull(next, "no stream has begun");
      return next;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    Await.await("no stream is left", () -> edge.edge().openOwn() == 0);
    port.close();
    edge.close();
  }
}
