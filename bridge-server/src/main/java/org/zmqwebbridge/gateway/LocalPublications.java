package org.zmqwebbridge.gateway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.EndpointMeters;
import org.zmqwebbridge.zmq.ZmqLoop;

/**
 * What a {@link LocalService} has published, on its way to the loop: bounded, and all that has come
 * is taken together.
 *
 * <p>Owner thread: any puts in, under a small lock; the loop's takes out. Lifetime: its gateway's.
 */
final class LocalPublications implements LocalService.Sink {
  private static final int MAX_BYTES = 16 << 20;

  private final ZmqLoop loop;
  private final EndpointMeters meters;
  private final Consumer<List<List<byte[]>>> taker;
  private final ArrayDeque<List<byte[]>> waiting = new ArrayDeque<>();
  private long bytes;
  private boolean asked;
  private boolean closed;

  /**
   * @param taker takes all that has come, on the loop's thread; none where it is only its turn
   */
  LocalPublications(ZmqLoop loop, EndpointMeters meters, Consumer<List<List<byte[]>>> taker) {
    this.loop = loop;
    this.meters = meters;
    this.taker = taker;
  }

  @Override
  public void publish(List<byte[]> parts) {
    int size = parts.stream().mapToInt(part -> part.length).sum();
    synchronized (this) {
      if (closed) {
        return;
      }
      if (bytes + size > MAX_BYTES) {
        meters.increment(Counter.PUBLICATIONS_UNTAKEN);
        return;
      }
      waiting.add(parts);
      bytes += size;
    }
    turnSoon();
  }

  /** The loop has its turn here, soon. */
  void turnSoon() {
    synchronized (this) {
      if (asked || closed) {
        return;
      }
      asked = true;
    }
    loop.post(this::turn);
  }

  private void turn() {
    List<List<byte[]>> all;
    synchronized (this) {
      asked = false;
      if (closed) {
        return;
      }
      all = new ArrayList<>(waiting);
      waiting.clear();
      bytes = 0;
    }
    loop.guarded(() -> taker.accept(all));
  }

  synchronized void close() {
    closed = true;
    waiting.clear();
  }
}
