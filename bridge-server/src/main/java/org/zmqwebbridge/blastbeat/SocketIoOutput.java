package org.zmqwebbridge.blastbeat;

import java.util.Optional;
import org.zmqwebbridge.blastbeat.wire.SocketIoKind;
import org.zmqwebbridge.blastbeat.wire.SocketIoPayload;
import org.zmqwebbridge.edge.websocket.ServerFrameHeader;
import org.zmqwebbridge.observe.Counter;

/**
 * What nodes say to clients of socket.io.
 *
 * <p>Owner thread: the loop's; nothing is kept.
 */
final class SocketIoOutput {
  private final House house;

  SocketIoOutput(House house) {
    this.house = house;
  }

  /** Whether a session's client speaks socket.io. */
  boolean isFor(Session session) {
    return session.carrier().socketIo() != null;
  }

  /** What others are sent in a frame is a message here; bytes that are no text cannot be sent. */
  void frame(Session to, int type, byte[] body) {
    if (type == ServerFrameHeader.TEXT) {
      send(to, SocketIoKind.MESSAGE, body);
    } else {
      house.counters().increment(Counter.BLASTBEAT_UNDELIVERABLE);
    }
  }

  /** A packet. */
  void send(Session to, SocketIoKind kind, byte[] data) {
    SocketIoCarrier carrier = to.carrier().socketIo();
    Optional<String> text = SocketIoPayload.text(data);
    if (carrier == null) {
      house.counters().increment(Counter.BLASTBEAT_UNDELIVERABLE);
    } else if (kind == SocketIoKind.DISCONNECT) {
      to.end(EndReason.NODE);
    } else if (text.isEmpty()) {
      house.counters().increment(Counter.BLASTBEAT_MESSAGES_MALFORMED);
      house.warn(to.node(), "a packet of socket.io that is not UTF-8");
    } else {
      house.counters().increment(Counter.BLASTBEAT_DELIVERIES);
      carrier.send(kind, text.get());
    }
  }
}
