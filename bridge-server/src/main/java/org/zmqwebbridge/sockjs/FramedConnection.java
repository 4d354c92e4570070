package org.zmqwebbridge.sockjs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.flow.BudgetShare;
import org.zmqwebbridge.flow.SlowReaders;

/**
 * A WebSocket whose messages go out as frames of SockJS.
 *
 * <p>Owner thread: none, as the connection that it is on.
 */
final class FramedConnection implements Connection {
  private static final byte[] NOTHING = {};

  private final Connection connection;

  FramedConnection(Connection connection) {
    this.connection = connection;
  }

  /** Says that it is open. */
  void begin() {
    connection.send(frame(SockjsText.OPEN));
  }

  /** A sign of life. */
  void heartbeat() {
    connection.send(frame(SockjsText.HEARTBEAT));
  }

  private static OutgoingMessage frame(String frame) {
    return OutgoingMessage.text(frame.getBytes(UTF_8));
  }

  private static OutgoingMessage framed(OutgoingMessage message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] piece : message.pieces()) {
      bytes.writeBytes(piece);
    }
    return frame(SockjsText.messages(List.of(bytes.toString(UTF_8))));
  }

  @Override
  public long id() {
    return connection.id();
  }

  @Override
  public Handshake handshake() {
    return connection.handshake();
  }

  @Override
  public boolean queue(OutgoingMessage message) {
    return connection.queue(framed(message));
  }

  @Override
  public boolean queue(List<OutgoingMessage> group) {
    return connection.queue(group.stream().map(FramedConnection::framed).toList());
  }

  @Override
  public void flush() {
    connection.flush();
  }

  @Override
  public void send(Batch batch, Receiver receiver, SlowReaders slowReaders) {
    Batch framed = new Batch();
    framed.reset(receiver.label().length);
    for (int i = 0; i < batch.count(); i++) {
      OutgoingMessage whole =
          new OutgoingMessage(batch.type(i), batch.before(i), receiver.label(), batch.after(i));
      framed.add(
          MessageType.TEXT,
          framed(whole).pieces()[0],
          NOTHING,
          batch.rest(i).stream().map(FramedConnection::framed).toList());
    }
    connection.send(framed, receiver, slowReaders);
  }

  @Override
  public boolean isDrained() {
    return connection.isDrained();
  }

  @Override
  public long takeDropped(Receiver receiver) {
    return connection.takeDropped(receiver);
  }

  @Override
  public BudgetShare newShare() {
    return connection.newShare();
  }

  @Override
  public void forget(Receiver receiver) {
    connection.forget(receiver);
  }

  @Override
  public BooleanSupplier askForLife() {
    return connection.askForLife();
  }

  @Override
  public void readOn() {
    connection.readOn();
  }

  @Override
  public void close(CloseReason reason) {
    connection.send(frame(SockjsText.close(reason.status().code(), reason.status().text())));
    connection.close(reason);
  }

  @Override
  public void close(CloseStatus status, String operatorText) {
    connection.send(frame(SockjsText.close(status.code(), status.text())));
    connection.close(status, operatorText);
  }
}
