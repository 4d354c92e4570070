package org.zmqwebbridge.blastbeat;

import java.util.Optional;
import org.zmqwebbridge.blastbeat.wire.NodeMessage;
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
  private final Routing routing;
  private Session session; // of the message at hand

  Hearing(House house) {
    this.house = house;
    this.routing = house.routing();
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
    session.end(EndReason.NODE);
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
    routing.frame(session, ServerFrameHeader.TEXT, message.text());
  }

  @Override
  public void onWebSocketBinary(NodeMessage.WebSocketBinary message) {
    session.requests().opened();
    routing.frame(session, ServerFrameHeader.BINARY, message.bytes());
  }

  // Groups

  @Override
  public void onJoin(NodeMessage.Join message) {
    if (!session.vhost().join(session, message.group())) {
      house.counters().increment(Counter.BLASTBEAT_GROUPS_REFUSED);
      house.warn(session.node(), "there is no room for another group");
      session.end(EndReason.WRONG);
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

  // Others

  @Override
  public void onToGroup(NodeMessage.ToGroup message) {
    routing.toGroup(session, message.group(), message.kind(), message.body());
  }

  @Override
  public void onToSession(NodeMessage.ToSession message) {
    routing.toSession(session, message.sid(), message.kind(), message.body());
  }

  @Override
  public void onPipe(NodeMessage.Pipe message) {
    session.membership().pipe(message.to(), message.messages(), message.bodies());
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
    routing.packet(session, message.kind(), message.data());
  }

  @Override
  public void onUnknown(NodeMessage.Unknown message) {
    house.counters().increment(Counter.BLASTBEAT_MESSAGES_UNKNOWN);
  }
}
