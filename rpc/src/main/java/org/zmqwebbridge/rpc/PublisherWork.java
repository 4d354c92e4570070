package org.zmqwebbridge.rpc;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.zmqwebbridge.rpc.zmq.RpcAddress;
import org.zmqwebbridge.rpc.zmq.RpcSocket;
import org.zmqwebbridge.rpc.zmq.SocketThread;

/**
 * What a publisher's socket thread does: it publishes what is queued.
 *
 * <p>Owner thread: the socket thread; {@link #offer} may be called from any. Lifetime: that of the
 * socket thread.
 */
final class PublisherWork implements SocketThread.Work {
  private static final int MAX_WAITING = 10_000;
  private static final int LINGER_MILLIS = 500;

  private final RpcAddress requested;
  private final boolean binds;
  private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>(MAX_WAITING);
  private volatile String address;
  private RpcSocket pub;

  PublisherWork(RpcAddress requested, boolean binds) {
    this.requested = requested;
    this.binds = binds;
  }

  String address() {
    return address;
  }

  /** Queues a message; false if as many wait as may. */
  boolean offer(byte[] message) {
    return queue.offer(message);
  }

  @Override
  public void open(SocketThread thread) {
    pub = thread.open(RpcSocket.Kind.PUB, LINGER_MILLIS);
    if (binds) {
      address = pub.bind(requested);
    } else {
      pub.connect(requested);
      address = requested.text();
    }
  }

  @Override
  public long turn() {
    for (byte[] message = queue.poll(); message != null; message = queue.poll()) {
      pub.send(List.of(message)); // never refused: a PUB drops what a slow subscriber does not take
    }
    pub.takeIn();
    return Integer.MAX_VALUE;
  }

  @Override
  public void close() {
    turn();
  }
}
