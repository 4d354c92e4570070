package org.zmqwebbridge.virtualsocket;

import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.observe.EndpointMeters;
import org.zmqwebbridge.observe.OfConnection;
import org.zmqwebbridge.virtualsocket.wire.ConnectError;
import org.zmqwebbridge.virtualsocket.wire.Notice;
import org.zmqwebbridge.virtualsocket.wire.OriginalWire;
import org.zmqwebbridge.virtualsocket.wire.RequestError;
import org.zmqwebbridge.virtualsocket.wire.ServerFrame;

/**
 * One {@code zmq.Socket} of a page.
 *
 * <p>Immutable but for what its gateway keeps here, which the loop owns; equal only to itself.
 * Owner thread: any.
 */
final class VirtualSocket implements OfConnection {
  private final VirtualSocketSession session;
  private final Connection connection; // the session's; one step less for each delivery
  private final int number;
  private final String identity;
  private final Receiver receiver; // of publications
  private final String filter;
  private final String reclaim;
  private final boolean notices;
  private final EndpointSpec endpoint;
  private final GatewayShard shard;
  private Topics topics = Topics.NONE; // until it is allowed; then the loop's
  private volatile boolean connected;
  private Lane lane; // null unless its REQ gateway has it as a member
  private int requestsInFlight;

  /**
   * @param number unique within its connection
   * @param filter deliver only what contains this, or the empty string
   * @param reclaim the secret to take a REP identity over with, or the empty string
   * @param notices whether the page asks for notices
   * @param shard where the endpoint lives
   */
  VirtualSocket(
      VirtualSocketSession session,
      int number,
      String identity,
      String filter,
      String reclaim,
      boolean notices,
      EndpointSpec endpoint,
      GatewayShard shard) {
    this.session = session;
    this.connection = session.connection();
    this.number = number;
    this.identity = identity;
    this.receiver = new Receiver(OriginalWire.label(identity));
    this.filter = filter;
    this.reclaim = reclaim;
    this.notices = notices;
    this.endpoint = endpoint;
    this.shard = shard;
  }

  @Override
  public long connectionId() {
    return connection.id();
  }

  /** What is measured for its endpoint. */
  EndpointMeters meters() {
    return shard.meters(endpoint);
  }

  VirtualSocketSession session() {
    return session;
  }

  int number() {
    return number;
  }

  String identity() {
    return identity;
  }

  int labelLength() {
    return receiver.label().length;
  }

  String filter() {
    return filter;
  }

  String reclaim() {
    return reclaim;
  }

  EndpointSpec endpoint() {
    return endpoint;
  }

  /**
   * A hook has allowed it; to be called before any gateway knows it.
   *
   * @return false if nothing is left that it may receive
   */
  boolean allow(Grant grant) {
    topics = endpoint.topicsFor(grant.principal()).and(grant.topics());
    return endpoint.type() != SocketType.SUB || !topics.isNone();
  }

  /** Which publications it may receive. */
  Topics topics() {
    return topics;
  }

  GatewayShard shard() {
    return shard;
  }

  /** Whether its REQ gateway has it as a member. */
  boolean isRequester() {
    return lane != null;
  }

  /** Where its requests wait; the same for all of a connection's sockets at one endpoint. */
  Lane lane() {
    return lane;
  }

  void becomeRequester(Lane ofItsConnection) {
    lane = ofItsConnection;
  }

  int requestsInFlight() {
    return requestsInFlight;
  }

  /** It is a member no more. */
  void retire() {
    lane = null;
  }

  void requestBegun() {
    requestsInFlight++;
  }

  void requestEnded() {
    requestsInFlight--;
  }

  /** The connect succeeded. */
  void connected(String reclaimSecret) {
    send(new ServerFrame.Connected(identity, reclaimSecret));
    connected = true;
  }

  /** Whether the page has been told so. */
  boolean isConnected() {
    return connected;
  }

  /** The connect failed. */
  void refused(ConnectError error) {
    send(new ServerFrame.Refused(identity, error, connection.id()));
  }

  /**
   * A request of this socket ends with its reply, which is queued.
   *
   * @param content well-formed UTF-8
   * @return whether the caller must flush the connection
   */
  boolean reply(byte[] content) {
    return connection.queue(delivery(content));
  }

  /** A request of this socket ends without a reply. */
  void failed(RequestError error) {
    send(new ServerFrame.Failed(identity, error));
  }

  boolean wantsNotices() {
    return notices;
  }

  /** Something to know for a page that wants notices. */
  void notice(Notice notice, long count) {
    send(new ServerFrame.Told(identity, notice, count));
  }

  /**
   * How many publications it has lost since the last call; while its page still reads too slowly,
   * that is not told.
   */
  long takeDropped() {
    return connection.takeDropped(receiver);
  }

  /** Publications, which a slow reader may lose, as its endpoint says. */
  void publications(Batch batch, SlowReaders slowReaders) {
    connection.send(batch, receiver, slowReaders);
  }

  /** An ask for a REP socket. */
  void ask(byte[] content) {
    connection.send(delivery(content));
  }

  private OutgoingMessage delivery(byte[] content) {
    return OutgoingMessage.text(
        OriginalWire.BEFORE_LABEL, receiver.label(), OriginalWire.behindLabel(content));
  }

  private void send(ServerFrame frame) {
    connection.send(OutgoingMessage.text(OriginalWire.encode(frame)));
  }

  @Override
  public String toString() {
    return endpoint.type() + " " + endpoint.name() + " of connection " + connection.id();
  }
}
