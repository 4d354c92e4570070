package org.zmqwebbridge.virtualsocket;

import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.gateway.GatewayShards;
import org.zmqwebbridge.gateway.JoinError;
import org.zmqwebbridge.gateway.Member;
import org.zmqwebbridge.gateway.Notice;
import org.zmqwebbridge.gateway.Outcome;
import org.zmqwebbridge.gateway.Seat;
import org.zmqwebbridge.virtualsocket.wire.OriginalWire;
import org.zmqwebbridge.virtualsocket.wire.ServerFrame;

/**
 * One {@code zmq.Socket} of a page: what its gateway says becomes frames, and what the page sends
 * goes to its seat.
 *
 * <p>Owner thread: any; what a gateway says comes from its loop. Equal only to itself.
 */
abstract class VirtualSocket implements Member {
  /**
   * What a page opens.
   *
   * @param number unique within its connection
   * @param filter deliver only what contains this, or the empty string
   * @param reclaim the secret to take a REP identity over with, or the empty string
   * @param notices whether the page asks for notices
   */
  record Opening(
      int number,
      String identity,
      String filter,
      String reclaim,
      boolean notices,
      EndpointSpec endpoint) {}

  private final VirtualSocketSession session;
  private final Connection connection; // the session's; one step less for each delivery
  private final Opening opening;
  private final Receiver receiver; // of publications

  VirtualSocket(VirtualSocketSession session, Opening opening) {
    this.session = session;
    this.connection = session.connection();
    this.opening = opening;
    this.receiver = new Receiver(OriginalWire.label(opening.identity()));
  }

  /** The socket for a page that opens this. */
  static VirtualSocket open(VirtualSocketSession session, Opening opening, GatewayShards gateways) {
    return switch (opening.endpoint().type()) {
      case REQ -> new ReqSocket(session, opening, gateways);
      case SUB -> new SubSocket(session, opening, gateways);
      case DEALER, PUB, PUSH, PULL, PAIR ->
          throw new IllegalArgumentException("the original wire has no such socket");
      case REP -> new RepSocket(session, opening, gateways);
    };
  }

  /**
   * A hook has allowed it; to be called before anybody but its connect knows it.
   *
   * @return false if nothing is left that it may do
   */
  abstract boolean allow(Grant grant);

  /** Its seat at its gateway, once it is allowed. */
  abstract Seat seat();

  /**
   * Passes on what the page sends; only queues.
   *
   * @param content {@code null} if it was no string
   * @param charge what it has taken of the connection's budget already, or {@code null}
   */
  abstract void send(byte[] content, Charge charge);

  /** A message of the page goes no further; said after the reply to the connect. */
  void fail(Outcome outcome) {
    session.ignore();
  }

  /** A message has waited for a connect that was refused, which the page knows. */
  void failRefused() {
    session.ignore();
  }

  static void end(Charge charge) {
    if (charge != null) {
      charge.end();
    }
  }

  @Override
  public long connectionId() {
    return connection.id();
  }

  @Override
  public int number() {
    return opening.number();
  }

  VirtualSocketSession session() {
    return session;
  }

  Connection connection() {
    return connection;
  }

  Opening opening() {
    return opening;
  }

  EndpointSpec endpoint() {
    return opening.endpoint();
  }

  SocketType type() {
    return endpoint().type();
  }

  /** The page's name for it, unique within its connection. */
  public String identity() {
    return opening.identity();
  }

  /** It, as a receiver of publications; its label is its identity as it stands in a delivery. */
  Receiver receiver() {
    return receiver;
  }

  /** Says that the connect succeeded. */
  void sayConnected(String reclaimSecret) {
    send(new ServerFrame.Connected(identity(), reclaimSecret));
  }

  @Override
  public void refused(JoinError error) {
    session.onRefused(this, error);
  }

  @Override
  public boolean wantsNotices() {
    return opening.notices();
  }

  @Override
  public void notice(Notice notice, long count) {
    send(new ServerFrame.Told(identity(), notice.code(), count));
  }

  /**
   * A message for the page.
   *
   * @param content well-formed UTF-8
   */
  OutgoingMessage delivery(byte[] content) {
    return OutgoingMessage.text(
        OriginalWire.BEFORE_LABEL, receiver.label(), OriginalWire.behindLabel(content));
  }

  void send(ServerFrame frame) {
    connection.send(OutgoingMessage.text(OriginalWire.encode(frame)));
  }

  @Override
  public String toString() {
    return type() + " " + endpoint().name() + " of connection " + connection.id();
  }
}
