package org.zmqwebbridge.rpc;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.rpc.wire.Answer;
import org.zmqwebbridge.rpc.zmq.RpcAddress;
import org.zmqwebbridge.rpc.zmq.RpcSocket;
import org.zmqwebbridge.rpc.zmq.SocketThread;

/**
 * What a server's socket thread does: takes requests, hands them to the pool, and sends each one's
 * answer, whatever the request was; late functions are answered for.
 *
 * <p>Owner thread: the socket thread; only {@link #onAnswer} is called by workers. Lifetime: that
 * of the socket thread.
 */
final class ServerWork implements SocketThread.Work {
  private static final int REQUESTS_PER_TURN = 256;
  private static final int LINGER_MILLIS = 500;

  private final RpcAddress address;
  private final HandlerPool pool;
  private final RpcLimits limits;
  private final Set<Job> unanswered = new LinkedHashSet<>(); // oldest first
  private final Queue<Job> answered = new ConcurrentLinkedQueue<>();
  private SocketThread thread;
  private RpcSocket router;
  private volatile String boundAddress;

  ServerWork(RpcAddress address, HandlerPool pool, RpcLimits limits) {
    this.address = address;
    this.pool = pool;
    this.limits = limits;
  }

  String boundAddress() {
    return boundAddress;
  }

  @Override
  public void open(SocketThread owner) {
    thread = owner;
    router = owner.open(RpcSocket.Kind.ROUTER, LINGER_MILLIS);
    boundAddress = router.bind(address);
  }

  @Override
  public long turn() {
    long now = System.nanoTime();
    expire(now);
    sendAnswers();
    // Last, because sending may take in the signal of what has arrived; answers wake the thread.
    boolean more = receive(now);
    return more ? 0 : untilNextDeadline(now);
  }

  private void expire(long now) {
    for (Iterator<Job> oldest = unanswered.iterator(); oldest.hasNext(); ) {
      Job job = oldest.next();
      if (job.deadlineNanos() - now > 0) {
        return; // all have the same time, so the others end later
      }
      job.answer(
          failed(RpcCode.TIMEOUT, "no result within " + limits.handlerMillis() + " ms").encode());
      pool.overdue(job);
      oldest.remove();
    }
  }

  private boolean receive(long now) {
    for (int i = 0; i < REQUESTS_PER_TURN; i++) {
      List<byte[]> frames = router.receive();
      if (frames == null) {
        return false;
      }
      accept(Envelope.of(frames), now + TimeUnit.MILLISECONDS.toNanos(limits.handlerMillis()));
    }
    return true;
  }

  private void accept(Envelope request, long deadlineNanos) {
    List<byte[]> body = request.body();
    byte[] call = body.isEmpty() ? new byte[0] : body.get(0);
    Job job = new Job(request, call, deadlineNanos, this::onAnswer);
    if (body.size() > 1) {
      job.answer(failed(RpcCode.BAD_REQUEST, "a call is one frame, not several").encode());
    } else if (call.length > limits.maxMessageBytes()) {
      job.answer(
          failed(RpcCode.TOO_LARGE, "the call has more than " + limits.maxMessageBytes() + " bytes")
              .encode());
    } else if (unanswered.size() >= limits.maxWaiting() + limits.workers() || !pool.offer(job)) {
      job.answer(failed(RpcCode.OVERFLOW, "too many calls wait already; try again").encode());
    } else {
      unanswered.add(job);
    }
  }

  private static Answer failed(RpcCode code, String message) {
    return new Answer.Failed(code.text(), message);
  }

  private void onAnswer(Job job) {
    answered.add(job);
    thread.wake();
  }

  private void sendAnswers() {
    for (Job job = answered.poll(); job != null; job = answered.poll()) {
      unanswered.remove(job);
      router.send(job.reply()); // a ROUTER drops what is for a peer that has left
    }
  }

  private long untilNextDeadline(long now) {
    if (unanswered.isEmpty()) {
      return Integer.MAX_VALUE;
    }
    long nanos = unanswered.iterator().next().deadlineNanos() - now;
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
  }

  @Override
  public void close() {
    byte[] stopping = failed(RpcCode.SHUTDOWN, "the service is stopping").encode();
    unanswered.forEach(job -> job.answer(stopping));
    sendAnswers();
  }
}
