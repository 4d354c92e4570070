package org.zmqwebbridge.rpc;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One call of a client on its way to its outcome: the frames of the answer, or an {@link
 * RpcException}.
 *
 * <p>Owner thread: none; the first of answer, deadline, caller and close to complete the outcome
 * wins. Lifetime: until the outcome.
 */
record Call(List<byte[]> frames, long deadlineNanos, CompletableFuture<List<byte[]>> outcome) {

  boolean isOver(long now) {
    return outcome.isDone() || deadlineNanos - now <= 0;
  }

  void fail(RpcCode code, String message) {
    outcome.completeExceptionally(new RpcException(code, message));
  }
}
