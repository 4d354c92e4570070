package org.zmqwebbridge.blastbeat;

import java.util.List;
import org.zmqwebbridge.blastbeat.wire.Sid;
import org.zmqwebbridge.blastbeat.wire.SocketIoPath;
import org.zmqwebbridge.http1.HttpHead;

/**
 * Who answers which request of socket.io 0.9.
 *
 * <p>Owner thread: those that read; nothing is kept.
 */
final class SocketIoEntrance {
  private final House house;
  private final Entrance entrance;

  SocketIoEntrance(House house, Entrance entrance) {
    this.house = house;
    this.entrance = entrance;
  }

  /**
   * The same request, answered here if it is socket.io's.
   *
   * @param plain as a node would be asked
   * @param origins as its host lists them
   * @param isSecure whether it has come over TLS
   */
  Asked asked(HttpHead head, Asked plain, List<String> origins, boolean isSecure) {
    SocketIoPath path = SocketIoPath.of(head.path(), head.query());
    if (path == null || plain.refusal() != null) {
      return plain;
    }
    if (!SocketOrigins.allow(head, origins, isSecure)) {
      return Asked.refused(Refusal.FOREIGN_PAGE);
    }
    if (head.bodyBytes() > house.limits().maxSocketMessageBytes()) {
      return Asked.refused(Refusal.TOO_LARGE);
    }
    SocketIoReply reply = new SocketIoReply(head.header("origin"));
    Visit visit = visit(path, head, plain, reply);
    return visit == null ? Asked.refused(Refusal.MALFORMED) : Asked.here(plain, visit);
  }

  /** {@code null}: nobody answers that. */
  private Visit visit(SocketIoPath path, HttpHead head, Asked plain, SocketIoReply reply) {
    boolean isGet = head.method().equals("GET") && head.bodyBytes() == 0;
    if (head.method().equals("OPTIONS") && head.bodyBytes() == 0) {
      return at -> at.requests().answer(reply.options());
    }
    if (path.isDisconnect() && isGet && plain.accept() == null) {
      return at -> end(path.sid(), at, reply);
    }
    return switch (path.way()) {
      case HANDSHAKE ->
          isGet && plain.accept() == null
              ? new HandshakeVisit(house, entrance, plain, reply)
              : null;
      case WEBSOCKET -> plain.accept() == null ? null : new SocketVisit(house, path.sid());
      case POLLING -> polling(path.sid(), head, isGet && plain.accept() == null, reply);
      case OTHER -> null;
    };
  }

  private Visit polling(Sid sid, HttpHead head, boolean isPoll, SocketIoReply reply) {
    if (isPoll) {
      return new PollVisit(house.socketIo(), sid, reply);
    }
    boolean isPost = head.method().equals("POST");
    return isPost ? new PostVisit(house, sid, reply, head.bodyBytes()) : null;
  }

  private void end(Sid sid, Session at, SocketIoReply reply) {
    SocketIoCarrier found = house.socketIo().find(sid, at.vhost());
    if (found != null && !found.isOver()) {
      found.session().finish();
    }
    at.requests().answer(reply.of(""));
  }
}
