package org.zmqwebbridge.blastbeat;

import java.util.List;
import java.util.function.Consumer;
import org.zmqwebbridge.blastbeat.wire.Destination;
import org.zmqwebbridge.blastbeat.wire.RoutedKind;
import org.zmqwebbridge.blastbeat.wire.Sid;
import org.zmqwebbridge.blastbeat.wire.SocketIoKind;
import org.zmqwebbridge.edge.websocket.ServerFrameHeader;
import org.zmqwebbridge.observe.Counter;

/**
 * Brings what is said of one session to others of its host: to a group, or to one by its sid.
 *
 * <p>Owner thread: the loop's. Lifetime: the dialect's.
 */
final class Routing {
  private final House house;
  private final SocketIoOutput packets;

  Routing(House house) {
    this.house = house;
    this.packets = new SocketIoOutput(house);
  }

  // To one

  /** A message on the WebSocket of a session. */
  void frame(Session to, int type, byte[] body) {
    if (packets.isFor(to)) {
      packets.frame(to, type, body);
    } else if (to.isSocket()) {
      house.counters().increment(Counter.BLASTBEAT_DELIVERIES);
      to.carrier().bytes(ServerFrameHeader.frame(type, body));
    } else {
      onNobody();
    }
  }

  /** A packet on the socket.io of a session. */
  void packet(Session to, SocketIoKind kind, byte[] body) {
    packets.send(to, kind, body);
  }

  /** Something for the session of a sid. */
  void toSession(Session from, Sid sid, RoutedKind kind, byte[] body) {
    Session to = other(from, sid);
    if (to != null) {
      switch (kind) {
        case WEBSOCKET -> frame(to, ServerFrameHeader.TEXT, body);
        case WEBSOCKET_BINARY -> frame(to, ServerFrameHeader.BINARY, body);
        case CHUNK -> chunk(to, body);
        case MSG -> to.hearMessage(body);
        case SOCKET_IO_MSG, SOCKET_IO_JSON, SOCKET_IO_EVENT -> packet(to, kind.packet(), body);
      }
    }
  }

  /** One of the same host; {@code null}: there is none, or it is the one that speaks. */
  private Session other(Session from, Sid sid) {
    Session found = house.sessions().of(sid);
    if (found == null || found.vhost() != from.vhost()) {
      onNobody();
      return null;
    }
    return found == from ? null : found;
  }

  private void onNobody() {
    house.counters().increment(Counter.BLASTBEAT_UNDELIVERABLE);
  }

  private void chunk(Session to, byte[] body) {
    if (to.answers().isInChunks()) {
      add(to, body);
    } else {
      onNobody();
    }
  }

  private void part(Session to, byte[] part) {
    if (to.answers().isInBody() && part.length > 0) {
      add(to, part);
    } else {
      onNobody();
    }
  }

  private void add(Session to, byte[] bytes) {
    house.counters().increment(Counter.BLASTBEAT_DELIVERIES);
    to.requests().step(to.answers().chunk(bytes, to.carrier()));
  }

  // To a group

  /** Something for all of a group. */
  void toGroup(Session from, String name, RoutedKind kind, byte[] body) {
    Group group = from.vhost().group(name);
    if (group == null) {
      onNobody();
      return;
    }
    switch (kind) {
      case WEBSOCKET -> frames(from, group, ServerFrameHeader.TEXT, body);
      case WEBSOCKET_BINARY -> frames(from, group, ServerFrameHeader.BINARY, body);
      case CHUNK -> each(from, group, to -> chunk(to, body));
      case MSG -> List.copyOf(group.members()).forEach(to -> to.hearMessage(body));
      case SOCKET_IO_MSG, SOCKET_IO_JSON, SOCKET_IO_EVENT ->
          packets(from, group, to -> packet(to, kind.packet(), body));
    }
  }

  private static boolean hears(Session member, Session from, Group group) {
    return member != from || member.membership().echoesIn(group);
  }

  /** What is done may end a member. */
  private static void each(Session from, Group group, Consumer<Session> done) {
    for (Session member : List.copyOf(group.members())) {
      if (hears(member, from, group)) {
        done.accept(member);
      }
    }
  }

  private void packets(Session from, Group group, Consumer<Session> send) {
    each(
        from,
        group,
        to -> {
          if (packets.isFor(to)) {
            send.accept(to);
          }
        });
  }

  private void frames(Session from, Group group, int type, byte[] body) {
    byte[] frame = ServerFrameHeader.frame(type, body);
    int count = 0;
    boolean hasPackets = false;
    for (Session member : group.members()) {
      if (packets.isFor(member)) {
        hasPackets = true;
      } else if (member.isSocket() && hears(member, from, group)) {
        member.carrier().bytes(frame);
        count++;
      }
    }
    house.counters().add(Counter.BLASTBEAT_DELIVERIES, count);
    if (hasPackets) {
      packets(from, group, to -> packets.frame(to, type, body));
    }
  }

  // Pipes

  /** A message of a client goes where its node has said, and not to that. */
  void passOn(Session from, Destination to, byte[] message, boolean isText) {
    RoutedKind kind = isText ? RoutedKind.WEBSOCKET : RoutedKind.WEBSOCKET_BINARY;
    if (to instanceof Destination.Group group) {
      toGroup(from, group.name(), kind, message);
    } else {
      toSession(from, ((Destination.Session) to).sid(), kind, message);
    }
  }

  /** The same, of a piece of a body. */
  void passOn(Session from, Destination to, byte[] part) {
    if (to instanceof Destination.Group named) {
      Group group = from.vhost().group(named.name());
      if (group != null) {
        each(from, group, member -> part(member, part));
      }
    } else {
      Session other = other(from, ((Destination.Session) to).sid());
      if (other != null) {
        part(other, part);
      }
    }
  }
}
