package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.zmqwebbridge.edge.Admission;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.Entry;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.edge.Route;
import org.zmqwebbridge.edge.Upgrader;
import org.zmqwebbridge.edge.WireRoute;
import org.zmqwebbridge.kit.Await;

/**
 * Answers every message with itself, and ill-formed text with 1007, as the dialect of virtual
 * sockets does. It keeps a list of what the edge has done wrong to its handlers: calls at the same
 * time, calls after the end, ends twice or never.
 */
class EchoDialect implements Upgrader {
  private final LinkedBlockingQueue<Connection> opened = new LinkedBlockingQueue<>();
  private final Queue<CloseStatus> closings = new ConcurrentLinkedQueue<>();
  private final Queue<String> wrongs = new ConcurrentLinkedQueue<>();
  private final AtomicInteger alive = new AtomicInteger();

  @Override
  public CompletionStage<Admission> admits(Handshake handshake) {
    return CompletableFuture.completedFuture((Entry) this::onOpen);
  }

  /** Where it answers HTTP requests. */
  List<Route> routes() {
    return List.of();
  }

  /** Where it answers them with bytes of its own. */
  List<WireRoute> wireRoutes() {
    return List.of();
  }

  ConnectionHandler onOpen(Connection connection) {
    alive.incrementAndGet();
    opened.add(connection);
    return new Echo(connection);
  }

  /** Those that were opened until now are not asked for any more. */
  void forgetOpened() {
    opened.clear();
  }

  /** The server's side of the oldest connection that was not asked for yet. */
  Connection nextConnection() {
    try {
      Connection next = opened.poll(Await.DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
      if (next == null) {
        throw new AssertionError("no connection was opened");
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** How many handlers have not heard of their end. */
  int alive() {
    return alive.get();
  }

  /** What the handlers have heard of their ends, the oldest first. */
  Queue<CloseStatus> closings() {
    return closings;
  }

  /** What the edge did that it must not; empty. */
  Queue<String> wrongs() {
    return wrongs;
  }

  private final class Echo implements ConnectionHandler {
    private final Connection connection;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean ended;

    Echo(Connection connection) {
      this.connection = connection;
    }

    private void alone(String what, Runnable call) {
      if (!busy.compareAndSet(false, true)) {
        wrongs.add(what + " during another call");
      }
      if (ended) {
        wrongs.add(what + " after the end");
      }
      try {
        call.run();
      } finally {
        busy.set(false);
      }
    }

    @Override
    public void onText(ByteBuffer utf8) {
      alone("onText", () -> echo(utf8));
    }

    private void echo(ByteBuffer utf8) {
      byte[] payload = new byte[utf8.remaining()];
      utf8.get(payload);
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload));
        connection.send(OutgoingMessage.text(payload));
      } catch (CharacterCodingException illFormed) {
        connection.close(CloseReason.BAD_MESSAGE);
      }
    }

    @Override
    public void onBinary(ByteBuffer payload) {
      byte[] bytes = new byte[payload.remaining()];
      payload.get(bytes);
      alone("onBinary", () -> connection.send(OutgoingMessage.binary(bytes)));
    }

    @Override
    public void onClosed(CloseStatus status) {
      alone(
          "onClosed",
          () -> {
            ended = true;
            closings.add(status);
            alive.decrementAndGet();
          });
    }
  }
}
