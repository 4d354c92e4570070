package org.zmqwebbridge.rpc;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.rpc.zmq.RpcAddress;
import org.zmqwebbridge.rpc.zmq.RpcSocket;
import org.zmqwebbridge.rpc.zmq.SocketThread;

/**
 * What a client's socket thread does: one call after the other over a REQ socket. A call that ends
 * without its answer takes the socket with it, so that a late answer meets nobody and an unsent
 * request is not carried out later; no call is ever repeated.
 *
 * <p>Owner thread: the socket thread; {@link #offer} may be called from any. Lifetime: that of the
 * socket thread.
 */
final class ClientWork implements SocketThread.Work {
  private static final int MAX_WAITING = 1_000;

  private final RpcAddress address;
  private final BlockingQueue<Call> queue = new LinkedBlockingQueue<>(MAX_WAITING);
  private SocketThread thread;
  private RpcSocket req;
  private Call current;
  private boolean isSent;

  ClientWork(RpcAddress address) {
    this.address = address;
  }

  /** Queues a call; false if as many wait as may. */
  boolean offer(Call call) {
    return queue.offer(call);
  }

  @Override
  public void open(SocketThread owner) {
    thread = owner;
    connect();
  }

  private void connect() {
    req = thread.open(RpcSocket.Kind.REQ, 0);
    req.connect(address);
  }

  @Override
  public long turn() {
    while (true) {
      long now = System.nanoTime();
      if (current != null && current.isOver(now)) {
        giveUp();
      }
      if (current == null) {
        current = queue.poll();
      }
      if (current == null) {
        req.takeIn();
        return Integer.MAX_VALUE;
      }
      if (!current.isOver(now) && !advance()) {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(current.deadlineNanos() - now) + 1);
      }
    }
  }

  private void giveUp() {
    current.fail(
        RpcCode.TIMEOUT,
        isSent
            ? "no answer from " + address + " in time; the call may have been carried out"
            : "nothing at " + address + " took the call in time; it was not carried out");
    if (isSent) {
      thread.close(req);
      connect();
    }
    current = null;
    isSent = false;
  }

  /** Whether the call has ended. */
  private boolean advance() {
    if (!isSent) {
      req.takeIn(); // or its signals would go on waking the thread
      isSent = req.peerIsThere() && req.send(current.frames());
    }
    List<byte[]> answer = isSent ? req.receive() : null;
    if (answer == null) {
      return false;
    }
    current.outcome().complete(answer);
    current = null;
    isSent = false;
    return true;
  }

  @Override
  public void close() {
    if (current != null) {
      current.fail(RpcCode.CLOSED, "the client was closed; the call may have been carried out");
    }
    queue.forEach(call -> call.fail(RpcCode.CLOSED, "the client was closed"));
  }
}
