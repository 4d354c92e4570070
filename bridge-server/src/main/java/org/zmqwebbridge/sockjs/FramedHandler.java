package org.zmqwebbridge.sockjs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.Occupant;
import org.zmqwebbridge.json.MalformedTextException;

/**
 * Undoes the frames of SockJS that come by a WebSocket.
 *
 * <p>Owner thread: the edge's.
 */
final class FramedHandler implements ConnectionHandler {
  private final FramedConnection connection;
  private final ConnectionHandler handler;
  private final long heartbeatNanos;
  private volatile long lastHeartbeat = System.nanoTime();

  FramedHandler(FramedConnection connection, ConnectionHandler handler, long heartbeatMillis) {
    this.connection = connection;
    this.handler = handler;
    this.heartbeatNanos = TimeUnit.MILLISECONDS.toNanos(heartbeatMillis);
  }

  @Override
  public void onText(ByteBuffer utf8) {
    String json = UTF_8.decode(utf8).toString();
    if (json.isEmpty()) {
      return; // as the protocol has it
    }
    try {
      for (String text : SockjsText.sent(json)) {
        handler.onText(ByteBuffer.wrap(text.getBytes(UTF_8)));
      }
    } catch (MalformedTextException none) {
      connection.close(CloseReason.BAD_MESSAGE);
    }
  }

  @Override
  public void onBinary(ByteBuffer payload) {
    connection.close(CloseReason.BAD_MESSAGE);
  }

  @Override
  public boolean isFull() {
    return handler.isFull();
  }

  @Override
  public Optional<CloseReason> reconsider() {
    return handler.reconsider();
  }

  @Override
  public Occupant occupant() {
    return handler.occupant();
  }

  @Override
  public void onTick(long now) {
    if (now - lastHeartbeat >= heartbeatNanos) {
      lastHeartbeat = now;
      connection.heartbeat();
    }
    handler.onTick(now);
  }

  @Override
  public void onClosed(CloseStatus status) {
    handler.onClosed(status);
  }
}
