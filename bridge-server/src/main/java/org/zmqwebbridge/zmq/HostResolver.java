package org.zmqwebbridge.zmq;

import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Looks DNS names up, off the loop: {@code connect()} by name would block it for as long as a dead
 * resolver takes.
 *
 * <p>Owner thread: any.
 */
@FunctionalInterface
public interface HostResolver {
  /** The address of a host; a failed stage if it has none or nobody answers. */
  CompletionStage<InetAddress> resolve(String host);

  /** The system's resolver, asked on an executor. */
  static HostResolver system(Executor executor) {
    return host -> {
      CompletableFuture<InetAddress> answer = new CompletableFuture<>();
      try {
        executor.execute(() -> lookUp(host, answer));
      } catch (RuntimeException refused) {
        answer.completeExceptionally(refused);
      }
      return answer;
    };
  }

  private static void lookUp(String host, CompletableFuture<InetAddress> answer) {
    try {
      answer.complete(InetAddress.getByName(host));
    } catch (Exception failure) {
      answer.completeExceptionally(failure);
    }
  }
}
