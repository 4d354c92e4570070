package org.zmqwebbridge.blastbeat;

import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.blastbeat.config.SocketIoLimits;

/**
 * The handshake of a socket.io client, with which its session begins: a node is told, and may end
 * it.
 *
 * <p>Owner thread: the loop's. Lifetime: one request's.
 */
final class HandshakeVisit implements Visit {
  private static final String TRANSPORTS = "websocket,xhr-polling";
  private static final Asked.Manner MANNER = new Asked.Manner(false, true, false, false);

  private final House house;
  private final Entrance entrance;
  private final Asked told; // what its node is told
  private final SocketIoReply reply;

  /**
   * @param told the request as a node would be asked
   */
  HandshakeVisit(House house, Entrance entrance, Asked told, SocketIoReply reply) {
    this.house = house;
    this.entrance = entrance;
    this.told = told;
    this.reply = reply;
  }

  @Override
  public void begin(Session at) {
    Refusal full = house.socketIo().isFull() ? Refusal.BUSY : entrance.refusal(at.vhost());
    if (full != null) {
      at.refuse(full);
      return;
    }
    SocketIoCarrier carrier = new SocketIoCarrier(house);
    Session session = new Session(house, at.vhost(), carrier);
    carrier.carry(session);
    session.ask(Asked.socket(told.type(), told.packet(), MANNER, ""));
    if (carrier.refusal() != null) { // and counted
      at.carrier().refuse(carrier.refusal());
      at.close();
      return;
    }
    house.socketIo().add(carrier);
    at.requests().answer(reply.of(text(session)));
  }

  private String text(Session session) {
    SocketIoLimits limits = house.socketIo().limits();
    return session.sid()
        + ":"
        + TimeUnit.MILLISECONDS.toSeconds(limits.connectMillis())
        + ":"
        + TimeUnit.MILLISECONDS.toSeconds(limits.closeMillis())
        + ":"
        + TRANSPORTS;
  }
}
