package org.zmqwebbridge.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.flow.BudgetShare;
import org.zmqwebbridge.flow.SlowReaders;

/** A connection to which nothing is sent, and which remembers why it was closed. */
final class ClosableConnection implements Connection {
  private final List<CloseReason> closed = new ArrayList<>();

  /** Why it was closed, each time. */
  List<CloseReason> closed() {
    return closed;
  }

  @Override
  public long id() {
    return 1;
  }

  @Override
  public Handshake handshake() {
    throw new AssertionError("nobody asks");
  }

  @Override
  public boolean queue(OutgoingMessage message) {
    throw new AssertionError("nothing is sent");
  }

  @Override
  public boolean queue(List<OutgoingMessage> group) {
    throw new AssertionError("nothing is sent");
  }

  @Override
  public void flush() {}

  @Override
  public void send(Batch batch, Receiver receiver, SlowReaders slowReaders) {
    throw new AssertionError("nothing is sent");
  }

  @Override
  public boolean isDrained() {
    return true;
  }

  @Override
  public long takeDropped(Receiver receiver) {
    return 0;
  }

  @Override
  public void forget(Receiver receiver) {}

  @Override
  public BudgetShare newShare() {
    throw new AssertionError("nothing is kept");
  }

  @Override
  public BooleanSupplier askForLife() {
    throw new AssertionError("nobody asks");
  }

  @Override
  public void readOn() {}

  @Override
  public void close(CloseReason reason) {
    closed.add(reason);
  }

  @Override
  public void close(CloseStatus status, String operatorText) {
    throw new AssertionError(operatorText);
  }
}
