package org.zmqwebbridge.edge.jetty;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.io.EndPoint;
import org.zmqwebbridge.edge.Port;
import org.zmqwebbridge.edge.StreamHead;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * The streams of HTTP/2 of one {@link Port}, each of which counts as a connection of its client's;
 * and the connections that they are on.
 *
 * <p>Owner thread: Jetty's, and the sweeper's for {@link #sweep}. Loaded only where HTTP/2 is
 * spoken.
 */
final class OwnStreams {
  /** A connection that is looked after. */
  interface Watched {
    /** About twice a second. */
    void sweep(long now);
  }

  private final Port port;
  private final ClientAddresses clients;
  private final AcceptedConnections accepted;
  private final TakenConnections open;
  private final Set<Watched> sessions = ConcurrentHashMap.newKeySet();

  OwnStreams(
      Port port, ClientAddresses clients, AcceptedConnections accepted, TakenConnections open) {
    this.port = port;
    this.clients = clients;
    this.accepted = accepted;
    this.open = open;
  }

  Counters counters() {
    return open.registry().counters();
  }

  void watch(Watched session) {
    sessions.add(session);
  }

  void forget(Watched session) {
    sessions.remove(session);
  }

  /** Whether there is no connection. */
  boolean isEmpty() {
    return sessions.isEmpty();
  }

  void sweep(long now) {
    sessions.forEach(session -> session.sweep(now));
  }

  /**
   * Has the dialect hear of a stream.
   *
   * @param onEnd is called once, whatever becomes of it
   * @return {@code null}: it was refused
   */
  OwnStream open(
      HTTP2Stream stream,
      MetaData.Request request,
      boolean isWhole,
      EndPoint below,
      Runnable onEnd) {
    InetSocketAddress client = clients.named(below, HttpFields.EMPTY);
    StreamHead head = StreamHeads.of(request, isWhole);
    if (head == null) {
      counters().increment(Counter.HTTP_REFUSED);
      OwnHttp2.refuse(stream, ErrorCode.PROTOCOL_ERROR);
      onEnd.run();
      return null;
    }
    if (!accepted.countsStream(client.getAddress())) {
      OwnHttp2.refuse(stream, ErrorCode.REFUSED_STREAM_ERROR);
      onEnd.run();
      return null;
    }
    OwnStreamEndPoint endPoint = new OwnStreamEndPoint(stream, below);
    OwnStream made =
        new OwnStream(port, head, client, endPoint, open, () -> leave(client.getAddress(), onEnd));
    endPoint.setConnection(made);
    made.onOpen();
    return made;
  }

  private void leave(InetAddress client, Runnable onEnd) {
    accepted.streamEnded(client);
    onEnd.run();
  }
}
