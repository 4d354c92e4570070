package org.zmqwebbridge.rpc;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * One request on its way to its one answer.
 *
 * <p>Owner thread: none; the first of worker, deadline and shutdown to answer wins. Lifetime: until
 * it is answered, or its function returns.
 */
final class Job {
  private final Envelope envelope;
  private final byte[] body;
  private final long deadlineNanos;
  private final Consumer<Job> onAnswer;
  private final AtomicReference<byte[]> answer = new AtomicReference<>();

  /** The worker that runs it. Written by the pool. */
  volatile HandlerPool.Worker worker;

  Job(Envelope envelope, byte[] body, long deadlineNanos, Consumer<Job> onAnswer) {
    this.envelope = envelope;
    this.body = body;
    this.deadlineNanos = deadlineNanos;
    this.onAnswer = onAnswer;
  }

  byte[] body() {
    return body;
  }

  long deadlineNanos() {
    return deadlineNanos;
  }

  boolean isAnswered() {
    return answer.get() != null;
  }

  /** Gives the answer, unless there is one. */
  void answer(byte[] message) {
    if (answer.compareAndSet(null, message)) {
      onAnswer.accept(this);
    }
  }

  /** The answer with its envelope. */
  List<byte[]> reply() {
    return envelope.with(answer.get());
  }
}
