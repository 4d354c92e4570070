package org.zmqwebbridge.blastbeat;

import org.zmqwebbridge.blastbeat.wire.Sid;

/**
 * A GET of a socket.io client, which waits for packets.
 *
 * <p>Owner thread: the loop's. Lifetime: one request's.
 */
final class PollVisit implements Visit {
  private final SocketIoSessions all;
  private final Sid sid;
  private final SocketIoReply reply;
  private Session session; // of its connection; null until its turn
  private SocketIoCarrier carrier; // null: it waits for nothing

  PollVisit(SocketIoSessions all, Sid sid, SocketIoReply reply) {
    this.all = all;
    this.sid = sid;
    this.reply = reply;
  }

  @Override
  public void begin(Session at) {
    session = at;
    carrier = all.find(sid, at.vhost());
    if (carrier == null) {
      answer(SocketIoCarrier.GONE);
    } else {
      carrier.poll(this);
    }
  }

  void answer(String payload) {
    carrier = null;
    session.requests().answer(reply.of(payload));
  }

  /** Its connection is not quiet without a reason. */
  void touch() {
    session.touch();
  }

  @Override
  public void leave() {
    SocketIoCarrier left = carrier;
    carrier = null;
    if (left != null) {
      left.onPollGone(this);
    }
  }
}
