package org.zmqwebbridge.grip;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.Occupant;
import org.zmqwebbridge.grip.wire.Utf8;
import org.zmqwebbridge.origin.OriginFailure;
import org.zmqwebbridge.origin.OriginSocket;

/**
 * A WebSocket that is passed on to one of its origin's.
 *
 * <p>Owner thread: the edge's for what comes from the client, the origin's for what comes from
 * there; a small lock. Lifetime: its connection's.
 */
final class PassedSession implements ConnectionHandler, SocketOrigin {
  private final Connection connection;
  private final OriginSocket socket;
  private final SocketClient client;
  private final GripContext context;
  private final Deque<Message> waiting = new ArrayDeque<>(1); // for the origin; lock: this
  private int waitingBytes; // lock: this
  private boolean isSending; // lock: this
  private volatile boolean isDetached;
  private volatile boolean ended;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Message(boolean isText, byte[] bytes) {}

  /**
   * @param prefix of what goes to the client; empty: the origin does not speak GRIP
   */
  PassedSession(
      Connection connection,
      SocketGuest guest,
      OriginSocket socket,
      Optional<String> prefix,
      GripContext context) {
    this.connection = connection;
    this.socket = socket;
    this.context = context;
    this.client = new SocketClient(connection, guest, prefix, this, context);
  }

  /** Begins to read what the origin says. */
  void begin() {
    goOn(client.begin());
  }

  @Override
  public Occupant occupant() {
    return new Occupant("GRIP", Optional.empty(), List.of());
  }

  // From the client

  @Override
  public void onText(ByteBuffer utf8) {
    byte[] bytes = bytes(utf8);
    if (Utf8.isText(bytes)) {
      toOrigin(new Message(true, bytes));
    } else {
      connection.close(CloseReason.BAD_MESSAGE);
    }
  }

  @Override
  public void onBinary(ByteBuffer payload) {
    toOrigin(new Message(false, bytes(payload)));
  }

  private static byte[] bytes(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return bytes;
  }

  private void toOrigin(Message message) {
    if (isDetached) {
      return;
    }
    synchronized (this) {
      if (isSending) {
        waiting.add(message);
        waitingBytes += message.bytes().length;
        return;
      }
      isSending = true;
    }
    socket.send(message.isText(), message.bytes(), this::sendNext);
  }

  private void sendNext() {
    Message message;
    boolean wasFull;
    synchronized (this) {
      wasFull = isFull();
      message = waiting.poll();
      isSending = message != null;
      waitingBytes -= message == null ? 0 : message.bytes().length;
    }
    if (message != null) {
      socket.send(message.isText(), message.bytes(), this::sendNext);
    }
    if (wasFull) {
      connection.readOn();
    }
  }

  @Override
  public synchronized boolean isFull() {
    return !isDetached && waitingBytes >= context.limits().holds().maxSocketEventBytes();
  }

  // From the origin

  /** A message. */
  void fromOrigin(boolean isText, byte[] bytes) {
    if (isDetached) {
      return;
    }
    goOn(client.say(isText, bytes));
  }

  /** The next message is asked for when all of this is done, and its client has taken it. */
  private void goOn(CompletionStage<Void> done) {
    CompletionStage<Void> unused =
        done.handle(
            (none, bug) -> {
              if (bug == null) {
                Drained.then(connection::isDrained, () -> ended, context.timer(), socket::more);
              } else {
                connection.close(CloseReason.INTERNAL_ERROR);
              }
              return null;
            });
  }

  /** The origin has closed it. */
  void closedByOrigin(CloseStatus status) {
    if (!isDetached) {
      client.close(status.code(), status.text(), "closed by its origin");
    }
  }

  /** The origin has gone. */
  void failed(OriginFailure why) {
    if (!isDetached && !ended) {
      client.fail(why.text());
    }
  }

  @Override
  public void refresh() {
    // its origin says what it wants when it wants
  }

  @Override
  public void detach() {
    isDetached = true;
    socket.close(new CloseStatus(1000, ""));
    connection.readOn();
  }

  // Its time, and its end

  @Override
  public Optional<CloseReason> reconsider() {
    return client.reconsider();
  }

  @Override
  public void onTick(long now) {
    client.tick(now);
  }

  @Override
  public void onClosed(CloseStatus status) {
    ended = true;
    client.end();
    if (status.equals(CloseStatus.ABNORMAL)) {
      socket.abort();
    } else if (!isDetached) {
      boolean canBeSaid =
          status.equals(CloseStatus.NONE) || CloseStatus.isTransmittable(status.code());
      socket.close(canBeSaid ? status : new CloseStatus(1002, ""));
    }
  }
}
