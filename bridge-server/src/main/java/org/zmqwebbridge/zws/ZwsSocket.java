package org.zmqwebbridge.zws;

import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.gateway.JoinError;
import org.zmqwebbridge.gateway.Member;
import org.zmqwebbridge.gateway.Notice;
import org.zmqwebbridge.gateway.Seat;
import org.zmqwebbridge.zws.wire.FrameCodec;

/**
 * The bridge's side of a client's socket: what the client sends goes to its seat, and what the
 * gateway says becomes messages.
 *
 * <p>Owner thread: {@link #tryBegin} and {@link #take} are called under the lock of its {@link
 * Inbox}; what a gateway says comes from its loop. Equal only to itself.
 */
abstract class ZwsSocket implements Member, Inbox.Taker {
  private final ZwsSession session;

  ZwsSocket(ZwsSession session) {
    this.session = session;
  }

  /** The socket for a client of this session's endpoint. */
  static ZwsSocket of(ZwsSession session) {
    return switch (session.endpoint().type()) {
      case REQ -> new CallingSocket(session);
      case SUB -> new SubscribingSocket(session);
      case DEALER, PUB, PUSH, PULL, PAIR -> new MessagingSocket(session);
      case REP -> throw new IllegalArgumentException(session.endpoint().name() + " is REP");
    };
  }

  /**
   * A hook has allowed it.
   *
   * @return false if nothing is left that it may do
   */
  abstract boolean allow(Grant grant);

  /** Its seat at its gateway, once it is allowed. */
  abstract Seat seat();

  ZwsSession session() {
    return session;
  }

  /** The messages of one ZeroMQ message; they leave together or not at all. */
  static List<OutgoingMessage> messages(List<byte[]> parts) {
    List<OutgoingMessage> messages = new ArrayList<>(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      byte[] flag = FrameCodec.flag(i < parts.size() - 1);
      messages.add(OutgoingMessage.binary(flag, parts.get(i)));
    }
    return messages;
  }

  /** Queues a ZeroMQ message; true: a flush must follow. */
  boolean queue(List<byte[]> parts) {
    return session.connection().queue(messages(parts));
  }

  @Override
  public void refused(JoinError error) {
    session.onRefused(error);
  }

  @Override
  public long connectionId() {
    return session.connection().id();
  }

  @Override
  public int number() {
    return 1; // its connection has no other
  }

  @Override
  public boolean wantsNotices() {
    return false; // ZeroMQ has no words for them
  }

  @Override
  public void notice(Notice notice, long count) {}

  @Override
  public String toString() {
    return "ZWS client of " + session.endpoint().name() + ", connection " + connectionId();
  }
}
