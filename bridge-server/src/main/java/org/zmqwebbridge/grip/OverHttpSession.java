package org.zmqwebbridge.grip;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.Occupant;
import org.zmqwebbridge.grip.wire.OriginResponse;
import org.zmqwebbridge.grip.wire.PublishItem.Kind;
import org.zmqwebbridge.grip.wire.SocketEvent;
import org.zmqwebbridge.grip.wire.SocketReply;
import org.zmqwebbridge.grip.wire.Utf8;
import org.zmqwebbridge.origin.OriginFailure;

/**
 * A WebSocket whose origin is told by requests what happens, and says in its answers what is to
 * happen.
 *
 * <p>Owner thread: the edge's for what comes in; answers come one at a time. Lifetime: its
 * connection's, and until its origin has been told of the end.
 */
final class OverHttpSession implements ConnectionHandler, SocketTalk.Listener, SocketOrigin {
  private final Connection connection;
  private final SocketTalk talk;
  private final SocketClient client;
  private final Runnable onEnd;
  private volatile boolean isDetached;
  private volatile boolean isClosedByOrigin;

  /**
   * @param first what the origin has answered when it was asked; its first event opens
   * @param onEnd is run when the connection has ended
   */
  OverHttpSession(
      Connection connection,
      SocketGuest guest,
      SocketTalk talk,
      SocketReply first,
      Runnable onEnd,
      GripContext context) {
    this.connection = connection;
    this.talk = talk;
    this.onEnd = onEnd;
    this.client = new SocketClient(connection, guest, first.prefix(), this, context);
    talk.opened(this);
    goOn(client.begin().thenCompose(begun -> follow(first.events(), 1)));
  }

  /** The next request follows when all of this is done. */
  private void goOn(CompletionStage<Void> done) {
    CompletionStage<Void> unused =
        done.handle(
            (none, bug) -> {
              if (bug == null) {
                talk.next();
              } else {
                talk.end();
                connection.close(CloseReason.INTERNAL_ERROR);
              }
              return null;
            });
  }

  @Override
  public Occupant occupant() {
    return new Occupant("GRIP, over HTTP", Optional.empty(), List.of());
  }

  // What comes from its client

  @Override
  public void onText(ByteBuffer utf8) {
    byte[] content = bytes(utf8);
    if (Utf8.isText(content)) {
      tell(new SocketEvent(SocketEvent.Type.TEXT, content));
    } else {
      connection.close(CloseReason.BAD_MESSAGE);
    }
  }

  @Override
  public void onBinary(ByteBuffer payload) {
    tell(new SocketEvent(SocketEvent.Type.BINARY, bytes(payload)));
  }

  private static byte[] bytes(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return bytes;
  }

  private void tell(SocketEvent event) {
    if (!isDetached && !isClosedByOrigin) {
      talk.tell(event);
    }
  }

  @Override
  public boolean isFull() {
    return talk.isFull();
  }

  @Override
  public void hasRoom() {
    connection.readOn();
  }

  // What its origin answers

  @Override
  public void said(SocketReply reply, OriginResponse whole) {
    goOn(follow(reply.events(), 0));
  }

  private CompletionStage<Void> follow(List<SocketEvent> events, int from) {
    for (int i = from; i < events.size(); i++) {
      CompletionStage<Void> done = follow(events.get(i));
      if (!done.toCompletableFuture().isDone()) {
        int next = i + 1;
        return done.thenCompose(before -> follow(events, next));
      }
    }
    return CompletableFuture.completedFuture(null);
  }

  private CompletionStage<Void> follow(SocketEvent event) {
    if (isClosedByOrigin || isDetached) {
      return CompletableFuture.completedFuture(null);
    }
    switch (event.type()) {
      case TEXT -> {
        return client.say(true, event.content());
      }
      case BINARY -> {
        return client.say(false, event.content());
      }
      case PING -> client.send(Kind.PING, event.content());
      case PONG -> client.send(Kind.PONG, event.content());
      case CLOSE -> {
        isClosedByOrigin = true;
        client.close(event.closeCode(), event.closeText(), "closed by its origin");
      }
      case DISCONNECT -> {
        isClosedByOrigin = true;
        talk.end();
        connection.drop("disconnected by its origin");
      }
      case OPEN -> {
        // it is open
      }
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void failed(OriginFailure why, OriginResponse whole) {
    isClosedByOrigin = true;
    client.fail(why.text());
  }

  @Override
  public void refresh() {
    if (!isDetached && !isClosedByOrigin) {
      talk.refresh();
    }
  }

  @Override
  public void detach() {
    isDetached = true;
    talk.end();
  }

  // Its time, and its end

  @Override
  public Optional<CloseReason> reconsider() {
    return client.reconsider();
  }

  @Override
  public void onTick(long now) {
    client.tick(now);
    talk.tick(now);
  }

  @Override
  public void onClosed(CloseStatus status) {
    client.end();
    onEnd.run();
    boolean brokeOff = status.equals(CloseStatus.ABNORMAL);
    if (isDetached || (isClosedByOrigin && !brokeOff)) {
      talk.end();
    } else if (brokeOff) {
      talk.tellLast(SocketEvent.of(SocketEvent.Type.DISCONNECT));
    } else {
      int code = status.equals(CloseStatus.NONE) ? 0 : status.code();
      talk.tellLast(
          SocketEvent.close(code, status.text().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
  }
}
