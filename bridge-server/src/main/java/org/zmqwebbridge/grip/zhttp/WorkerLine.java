package org.zmqwebbridge.grip.zhttp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.origin.OriginFailure.Kind;

/**
 * What one worker is told of one request, in order; and when it was heard last. One that is only
 * just there is waited for.
 *
 * <p>Owner thread: the loop's. Lifetime: its request's.
 */
final class WorkerLine {
  private static final long KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(45);

  private final StreamOrigin origin;
  private final WorkerCall call;
  private final Deque<byte[]> outgoing = new ArrayDeque<>(1); // what it does not take yet
  private String worker = ""; // that has taken it; empty: none yet
  private long sequence = 1;
  private long stuckAt; // since when it takes nothing; 0: it does
  private long heardAt;
  private long saidAt;

  WorkerLine(StreamOrigin origin, WorkerCall call) {
    this.origin = origin;
    this.call = call;
  }

  /** Who has it, as its first answer says. */
  void isFrom(String said) {
    if (worker.isEmpty()) {
      worker = said;
    }
  }

  /** Whether somebody has it, who can be told more. */
  boolean isKnown() {
    return !worker.isEmpty();
  }

  /** Something of it has been heard, or said for the first time. */
  void touch(long now) {
    heardAt = now;
    saidAt = saidAt == 0 ? now : saidAt;
  }

  /** Whether nothing has been heard for so long. */
  boolean isSilent(long millis, long now) {
    return now - heardAt >= TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** A message that follows; {@link #say} is next. */
  Map<String, Object> later() {
    return ZhttpRequest.later(origin.name(), call.id(), sequence++);
  }

  /** The same of a type. */
  Map<String, Object> later(String type) {
    Map<String, Object> members = later();
    members.put("type", type);
    return members;
  }

  /** Tells it; nothing where nobody has it. */
  void say(Map<String, Object> members) {
    if (isKnown()) {
      outgoing.add(ZhttpRequest.write(members));
      sayOn(origin.loop().nanoTime());
    }
  }

  /** So many bytes more may come from it. */
  void give(int bytes) {
    Map<String, Object> credit = later("credit");
    credit.put("credits", (long) bytes);
    say(credit);
  }

  /** Nobody wants it any more. */
  void cancel() {
    if (isKnown()) {
      say(later("cancel"));
    }
  }

  /** Tells what it has not been told yet. */
  void sayOn(long now) {
    while (!outgoing.isEmpty() && origin.send(worker, outgoing.peek())) {
      outgoing.remove();
      saidAt = now;
    }
    if (outgoing.isEmpty()) {
      stuckAt = 0;
    } else if (stuckAt == 0) {
      stuckAt = now | 1;
      origin.stuck(this); // and stays so when its call ends: its worker is to hear of that
    } else if (isGivenUp(now)) {
      call.fail(Kind.BROKEN, "its worker has gone");
    }
  }

  /** Whether nothing more is to be told, or nobody can be told any more. */
  boolean isOver(long now) {
    return outgoing.isEmpty() || isGivenUp(now);
  }

  private boolean isGivenUp(long now) {
    long most = TimeUnit.MILLISECONDS.toNanos(origin.limits().unreachableMillis());
    return stuckAt != 0 && now - stuckAt >= most;
  }

  /** So that the worker does not forget it. */
  void keepAlive(long now) {
    if (now - saidAt >= KEEP_ALIVE_NANOS) {
      saidAt = now;
      say(later("keep-alive"));
    }
  }
}
