package org.zmqwebbridge.blastbeat;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.blastbeat.config.RouterSpec;
import org.zmqwebbridge.blastbeat.wire.Fault;
import org.zmqwebbridge.blastbeat.wire.FromNode;
import org.zmqwebbridge.blastbeat.wire.MalformedNodeMessageException;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.LineKind;
import org.zmqwebbridge.zmq.NamedPeers;
import org.zmqwebbridge.zmq.Sending;
import org.zmqwebbridge.zmq.SocketListener;

/**
 * A ROUTER that nodes connect to: hears what they say of their sessions.
 *
 * <p>Owner thread: the loop's. Lifetime: from {@link #open} until {@link #close}.
 */
final class NodeRouter implements SocketListener {
  private static final Logger log = LoggerFactory.getLogger(NodeRouter.class);

  private final RouterSpec spec;
  private final House house;
  private final Map<ByteBuffer, Node> nodes = new HashMap<>(); // by what they are called
  private NamedPeers socket; // null: it is not open

  NodeRouter(RouterSpec spec, House house) {
    this.spec = spec;
    this.house = house;
  }

  RouterSpec spec() {
    return spec;
  }

  /** A node is allowed here. */
  void admit(Node node) {
    nodes.put(ByteBuffer.wrap(node.identity()), node);
  }

  /** It is not any more. */
  void forget(Node node) {
    nodes.remove(ByteBuffer.wrap(node.identity()), node);
  }

  /** The node of this name; {@code null}: there is none. */
  Node node(byte[] identity) {
    return nodes.get(ByteBuffer.wrap(identity));
  }

  /**
   * Binds.
   *
   * @param isPatient goes on trying where an address is still held, by who had it before
   * @throws IllegalStateException if the address cannot be bound; the message says why
   */
  void open(boolean isPatient) {
    socket = house.bind(spec, this, isPatient);
  }

  /** Unbinds; what was sent goes on for a moment. */
  void close() {
    if (socket != null) {
      socket.close(house.config().limits().nodes().lingerMillis());
      socket = null;
    }
  }

  void onTick() {
    if (socket != null) {
      socket.onTick();
    }
  }

  /** Sends a message to a node. */
  Sending send(byte[] identity, byte[] sid, byte[] type, byte[] body) {
    return socket == null ? Sending.GONE : socket.sendTo(identity, sid, type, body);
  }

  // From nodes

  @Override
  public void onMessage(List<byte[]> frames) {
    Node node = node(frames.get(0));
    if (node == null) {
      onStranger();
      return;
    }
    try {
      onMessage(node, FromNode.read(frames.subList(1, frames.size())));
    } catch (MalformedNodeMessageException wrong) {
      onMalformed(node, wrong);
    }
  }

  private void onStranger() {
    house.counters().increment(Counter.BLASTBEAT_STRANGERS);
    house
        .counters()
        .line(
            LineKind.PEER_UNTRUSTED,
            more ->
                log.warn(
                    "a peer at {} has a name that is no node's; it is not heard{}",
                    spec.address(),
                    more));
  }

  private void onMessage(Node node, FromNode said) {
    if (said.sid() == null) { // a pong
      house.nodes().hear(node, this);
      return;
    }
    Session session = house.sessions().of(said.sid());
    if (session == null) {
      house.counters().increment(Counter.BLASTBEAT_STALE);
    } else if (session.node() != node) {
      house.counters().increment(Counter.BLASTBEAT_FOREIGN);
    } else {
      house.nodes().hear(node, this);
      house.counters().increment(Counter.BLASTBEAT_MESSAGES);
      house.hearing().hear(session, said.message());
    }
  }

  private void onMalformed(Node node, MalformedNodeMessageException wrong) {
    house.counters().increment(Counter.BLASTBEAT_MESSAGES_MALFORMED);
    house.warn(node, wrong.getMessage());
    Session session = wrong.sid().map(house.sessions()::of).orElse(null);
    if (session != null && session.node() == node && wrong.fault() == Fault.GROUP) {
      session.end(EndReason.WRONG); // as in BlastBeat
    }
  }

  @Override
  public boolean onBatchEnd() {
    house.flush();
    house.nodes().goOn();
    return false;
  }

  /** One that came again, or has taken another's name, knows nothing of the sessions before. */
  @Override
  public void onNamesake(byte[] identity) {
    Node node = node(identity);
    if (node != null) {
      house.nodes().lose(node, Refusal.NODE_LOST, "another connection has its name");
    }
  }

  @Override
  public void onWritable() {
    house.nodes().goOn();
  }

  /** Somebody has come or gone. */
  @Override
  public void onPeers(int present) {
    house.nodes().look();
  }

  @Override
  public void onPeerLost() {
    house.nodes().look();
  }
}
