package org.zmqwebbridge.grip;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.zmq.HostResolver;
import org.zmqwebbridge.zmq.ZmqLoop;

/**
 * Publishers that come over ZeroMQ, from their start to their end.
 *
 * <p>Owner thread: the bridge's. Lifetime: from {@link #start} until {@link #close}.
 */
final class Publishers {
  private final GripZmq zmq;
  private final GripContext context;
  private final Connections connections;
  private final ZmqLoop loop;
  private final HostResolver resolver;
  private volatile PublisherSockets sockets; // null: none are open

  Publishers(
      GripZmq zmq,
      GripContext context,
      Connections connections,
      ZmqLoop loop,
      HostResolver resolver) {
    this.zmq = zmq;
    this.context = context;
    this.connections = connections;
    this.loop = loop;
    this.resolver = resolver;
  }

  /**
   * Binds, and connects.
   *
   * @throws IllegalStateException if an address cannot be bound; the message says why
   */
  void start() {
    if (!zmq.isOn()) {
      return;
    }
    CompletableFuture<PublisherSockets> opened = new CompletableFuture<>();
    loop.post(() -> open(opened));
    try {
      sockets = opened.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof IllegalStateException taken) {
        throw new IllegalStateException("publishers of GRIP: " + taken.getMessage(), taken);
      }
      throw failed;
    }
    context.audiences().watch(sockets);
  }

  private void open(CompletableFuture<PublisherSockets> opened) {
    PublisherSockets made = new PublisherSockets(zmq, context, loop, resolver);
    try {
      made.open(new PublisherCommands(context, zmq, connections));
      opened.complete(made);
    } catch (RuntimeException failure) {
      made.close();
      opened.completeExceptionally(failure);
    }
  }

  CompletionStage<Void> close() {
    PublisherSockets left = sockets;
    if (left == null) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> closed = new CompletableFuture<>();
    loop.post(
        () -> {
          left.close();
          closed.complete(null);
        });
    return closed;
  }
}
