package org.zmqwebbridge.blastbeat;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.zmqwebbridge.blastbeat.wire.Destination;
import org.zmqwebbridge.blastbeat.wire.NodeMessage;
import org.zmqwebbridge.blastbeat.wire.RoutedKind;
import org.zmqwebbridge.blastbeat.wire.Sid;
import org.zmqwebbridge.edge.websocket.ServerFrameHeader;
import org.zmqwebbridge.http1.BadAnswerException;
import org.zmqwebbridge.observe.Counter;

/**
 * Does what nodes say, message by message.
 *
 * <p>Owner thread: the loop's. Lifetime: the dialect's.
 */
final class Hearing implements NodeMessage.Handler {
  private final House house;
  private final SocketIoOutput packets;
  private Session session; // of the message at hand

  Hearing(House house) {
    this.house = house;
    this.packets = new SocketIoOutput(house);
  }

  /** A session's node has said something of it. */
  void hear(Session of, NodeMessage message) {
    session = of;
    of.touch();
    message.dispatch(this);
  }

  // Answers

  @Override
  public void onHeaders(NodeMessage.Headers message) {
    if (isAnswer()) {
      session.requests().step(session.answers().head(message.head(), session.carrier()));
    }
  }

  @Override
  public void onBody(NodeMessage.Body message) {
    if (isAnswer()) {
      session.requests().step(session.answers().body(message.bytes(), session.carrier()));
    }
  }

  @Override
  public void onChunk(NodeMessage.Chunk message) {
    if (isAnswer()) {
      session.requests().step(session.answers().chunk(message.bytes(), session.carrier()));
    }
  }

  /** What is an answer of HTTP means nothing on a WebSocket, and would break it. */
  private boolean isAnswer() {
    if (session.isSocket()) {
      house.counters().increment(Counter.BLASTBEAT_ANSWERS_MALFORMED);
    }
    return !session.isSocket();
  }

  @Override
  public void onEnd(NodeMessage.End message) {
    session.end(Session.Why.NODE);
  }

  @Override
  public void onRetry(NodeMessage.Retry message) {
    session.requests().retry();
  }

  @Override
  public void onPong(NodeMessage.Pong message) {
    // it is of no session, and was heard already
  }

  // WebSockets

  @Override
  public void onWebSocketText(NodeMessage.WebSocketText message) {
    session.requests().opened();
    frame(session, ServerFrameHeader.TEXT, message.text());
  }

  @Override
  public void onWebSocketBinary(NodeMessage.WebSocketBinary message) {
    session.requests().opened();
    frame(session, ServerFrameHeader.BINARY, message.bytes());
  }

  private void frame(Session to, int type, byte[] body) {
    if (packets.isFor(to)) {
      packets.frame(to, type, body);
    } else if (to.isSocket()) {
      house.counters().increment(Counter.BLASTBEAT_DELIVERIES);
      to.carrier().bytes(ServerFrameHeader.frame(type, body));
    } else {
      house.counters().increment(Counter.BLASTBEAT_UNDELIVERABLE);
    }
  }

  // Groups

  @Override
  public void onJoin(NodeMessage.Join message) {
    if (!session.vhost().join(session, message.group())) {
      house.counters().increment(Counter.BLASTBEAT_GROUPS_REFUSED);
      house.warn(session.node(), "there is no room for another group");
      session.end(Session.Why.WRONG);
    }
  }

  @Override
  public void onLeave(NodeMessage.Leave message) {
    session.vhost().leave(session, message.group());
  }

  @Override
  public void onNoEcho(NodeMessage.NoEcho message) {
    echo(message.group(), false);
  }

  @Override
  public void onEcho(NodeMessage.Echo message) {
    echo(message.group(), true);
  }

  private void echo(Optional<String> group, boolean isHeard) {
    if (group.isEmpty()) {
      session.membership().echoLater(isHeard);
    } else {
      session.membership().echo(session.vhost().group(group.get()), isHeard);
    }
  }

  @Override
  public void onToGroup(NodeMessage.ToGroup message) {
    Group group = session.vhost().group(message.group());
    if (group == null) {
      house.counters().increment(Counter.BLASTBEAT_UNDELIVERABLE);
      return;
    }
    switch (message.kind()) {
      case WEBSOCKET -> frames(group, ServerFrameHeader.TEXT, message.body());
      case WEBSOCKET_BINARY -> frames(group, ServerFrameHeader.BINARY, message.body());
      case CHUNK -> chunks(group, message.body());
      case MSG -> List.copyOf(group.members()).forEach(each -> each.hearMessage(message.body()));
      case SOCKET_IO_MSG, SOCKET_IO_JSON, SOCKET_IO_EVENT ->
          packets(group, to -> packets.send(to, message.kind().packet(), message.body()));
    }
  }

  private void frames(Group group, int type, byte[] body) {
    byte[] frame = ServerFrameHeader.frame(type, body);
    int count = 0;
    boolean hasPackets = false;
    for (Session member : group.members()) {
      if (packets.isFor(member)) {
        hasPackets = true;
      } else if (member.isSocket() && hears(member, group)) {
        member.carrier().bytes(frame);
        count++;
      }
    }
    house.counters().add(Counter.BLASTBEAT_DELIVERIES, count);
    if (hasPackets) {
      packets(group, to -> packets.frame(to, type, body));
    }
  }

  private void packets(Group group, Consumer<Session> send) {
    for (Session member : List.copyOf(group.members())) { // too much may end one
      if (packets.isFor(member) && hears(member, group)) {
        send.accept(member);
      }
    }
  }

  private void chunks(Group group, byte[] body) {
    for (Session member : List.copyOf(group.members())) { // the last chunk may end one
      if (hears(member, group)) {
        chunk(member, body);
      }
    }
  }

  private boolean hears(Session member, Group group) {
    return member != session || member.membership().echoesIn(group);
  }

  private void chunk(Session member, byte[] body) {
    if (member.answers().isInChunks()) {
      house.counters().increment(Counter.BLASTBEAT_DELIVERIES);
      member.requests().step(member.answers().chunk(body, member.carrier()));
    } else {
      house.counters().increment(Counter.BLASTBEAT_UNDELIVERABLE);
    }
  }

  // Other sessions

  @Override
  public void onToSession(NodeMessage.ToSession message) {
    Session other = other(message.sid());
    if (other != null) {
      to(other, message.kind(), message.body());
    }
  }

  /** One of the same host; {@code null}: there is none, or it is the one that speaks. */
  private Session other(Sid sid) {
    Session found = house.sessions().of(sid);
    if (found == null || found.vhost() != session.vhost()) {
      house.counters().increment(Counter.BLASTBEAT_UNDELIVERABLE);
      return null;
    }
    return found == session ? null : found;
  }

  private void to(Session other, RoutedKind kind, byte[] body) {
    switch (kind) {
      case WEBSOCKET -> frame(other, ServerFrameHeader.TEXT, body);
      case WEBSOCKET_BINARY -> frame(other, ServerFrameHeader.BINARY, body);
      case CHUNK -> chunk(other, body);
      case MSG -> other.hearMessage(body);
      case SOCKET_IO_MSG, SOCKET_IO_JSON, SOCKET_IO_EVENT ->
          packets.send(other, kind.packet(), body);
    }
  }

  @Override
  public void onPipe(NodeMessage.Pipe message) {
    session.membership().pipe(message.to(), message.messages(), message.bodies());
  }

  /** What a client has sent goes where its node has said, and not to that. */
  void passOn(Session from, Destination to, byte[] message, boolean isText) {
    session = from;
    int type = isText ? ServerFrameHeader.TEXT : ServerFrameHeader.BINARY;
    if (to instanceof Destination.Group named) {
      Group group = from.vhost().group(named.name());
      if (group != null) {
        frames(group, type, message);
      }
    } else {
      Session other = other(((Destination.Session) to).sid());
      if (other != null) {
        frame(other, type, message);
      }
    }
  }

  /** The same, of a piece of a body. */
  void passOn(Session from, Destination to, byte[] part) {
    session = from;
    if (to instanceof Destination.Group named) {
      Group group = from.vhost().group(named.name());
      if (group != null) {
        for (Session member : List.copyOf(group.members())) {
          if (hears(member, group)) {
            part(member, part);
          }
        }
      }
    } else {
      Session other = other(((Destination.Session) to).sid());
      if (other != null) {
        part(other, part);
      }
    }
  }

  private void part(Session to, byte[] part) {
    if (to.answers().isInBody() && part.length > 0) {
      house.counters().increment(Counter.BLASTBEAT_DELIVERIES);
      to.requests().step(to.answers().chunk(part, to.carrier()));
    } else {
      house.counters().increment(Counter.BLASTBEAT_UNDELIVERABLE);
    }
  }

  // What is kept

  @Override
  public void onCache(NodeMessage.Cache message) {
    try {
      session.vhost().cache().keep(message.line(), message.response(), house.now());
    } catch (BadAnswerException none) {
      house.counters().increment(Counter.BLASTBEAT_MESSAGES_MALFORMED);
      house.warn(session.node(), "what is to be kept: " + none.getMessage());
    }
  }

  @Override
  public void onFragCache(NodeMessage.FragCache message) {
    session.vhost().cache().keepPiece(message.line(), message.fragment(), house.now());
  }

  @Override
  public void onFrag(NodeMessage.Frag message) {
    byte[] piece = session.vhost().cache().piece(message.key(), house.now());
    if (piece != null) {
      onBody(new NodeMessage.Body(piece));
    } else {
      house.counters().increment(Counter.BLASTBEAT_UNDELIVERABLE);
    }
  }

  // What may come

  @Override
  public void onSocketIo(NodeMessage.SocketIo message) {
    session.requests().opened();
    packets.send(session, message.kind(), message.data());
  }

  @Override
  public void onUnknown(NodeMessage.Unknown message) {
    house.counters().increment(Counter.BLASTBEAT_MESSAGES_UNKNOWN);
  }
}
