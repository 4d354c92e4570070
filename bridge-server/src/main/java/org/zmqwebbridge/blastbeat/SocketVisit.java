package org.zmqwebbridge.blastbeat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.zmqwebbridge.blastbeat.wire.Sid;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.websocket.CloseFrames;
import org.zmqwebbridge.edge.websocket.ServerFrameHeader;
import org.zmqwebbridge.observe.Counter;

/**
 * A WebSocket of a socket.io client.
 *
 * <p>Owner thread: the loop's. Lifetime: the WebSocket's.
 */
final class SocketVisit implements Visit, SocketReader {
  private final House house;
  private final Sid sid;
  private Session socket; // of its connection; null until its turn
  private SocketIoCarrier carrier; // null: there is none of its sid

  SocketVisit(House house, Sid sid) {
    this.house = house;
    this.sid = sid;
  }

  @Override
  public void begin(Session session) {
    socket = session;
    session.requests().open(this);
    carrier = house.socketIo().find(sid, session.vhost());
    if (carrier == null) {
      byte[] gone = SocketIoCarrier.GONE.getBytes(UTF_8);
      session.carrier().bytes(ServerFrameHeader.frame(ServerFrameHeader.TEXT, gone));
      session.end(EndReason.NODE);
    } else {
      carrier.open(session);
    }
  }

  @Override
  public void message(byte[] payload, boolean isText) {
    if (!isText || !carrier.input().receive(new String(payload, UTF_8))) {
      house.counters().increment(Counter.BLASTBEAT_MALFORMED);
      socket.carrier().bytes(CloseFrames.of(CloseReason.BAD_MESSAGE.status()));
      socket.finish();
    }
  }

  @Override
  public void onGone() {
    if (carrier != null) {
      carrier.onSocketGone(socket);
    }
  }
}
