package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.zmqwebbridge.edge.Admission;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.Entry;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.TextMessage;
import org.zmqwebbridge.edge.Upgrader;

/**
 * Answers every text with itself, every binary message with its length and checksum, and ill-formed
 * text with 1007, as the dialect of virtual sockets does. It keeps a list of what the edge has done
 * wrong to its handlers: calls at the same time, calls after the end, ends twice or never.
 */
class EchoDialect implements Upgrader {
  private final LinkedBlockingQueue<Connection> opened = new LinkedBlockingQueue<>();
  private final Queue<String> wrongs = new ConcurrentLinkedQueue<>();
  private final AtomicInteger alive = new AtomicInteger();

  @Override
  public CompletionStage<Admission> admits(Handshake handshake) {
    return CompletableFuture.completedFuture((Entry) this::onOpen);
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

  /** What the edge did that it must not; empty. */
  Queue<String> wrongs() {
    return wrongs;
  }

  /** What a binary message is answered with. */
  static String digest(ByteBuffer payload) {
    CRC32 sum = new CRC32();
    int length = payload.remaining();
    sum.update(payload.duplicate());
    return "binary " + length + " " + sum.getValue();
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
        connection.send(new TextMessage(payload));
      } catch (CharacterCodingException illFormed) {
        connection.close(CloseReason.BAD_MESSAGE);
      }
    }

    @Override
    public void onBinary(ByteBuffer payload) {
      alone("onBinary", () -> connection.send(new TextMessage(Masked.utf8(digest(payload)))));
    }

    @Override
    public void onClosed() {
      alone(
          "onClosed",
          () -> {
            ended = true;
            alive.decrementAndGet();
          });
    }
  }
}
