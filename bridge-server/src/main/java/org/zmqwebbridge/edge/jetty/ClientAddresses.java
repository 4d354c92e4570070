package org.zmqwebbridge.edge.jetty;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SelectableChannel;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.zmqwebbridge.edge.proxy.ClientAddressSource;
import org.zmqwebbridge.edge.proxy.TrustedProxies;

/**
 * Who asks: the other end of the socket, or whom a trusted proxy speaks for.
 *
 * <p>Immutable. Owner thread: any.
 */
final class ClientAddresses {
  private final TrustedProxies proxies;
  private final AcceptedConnections accepted;
  private final StreamPlaces streams;
  private final LimitRefusals refusals;

  ClientAddresses(
      TrustedProxies proxies,
      AcceptedConnections accepted,
      StreamPlaces streams,
      LimitRefusals refusals) {
    this.proxies = proxies;
    this.accepted = accepted;
    this.streams = streams;
    this.refusals = refusals;
  }

  /**
   * The client's address; the socket's if the proxy does not say it, which is counted.
   *
   * @return its port is 0 if only the address is known
   */
  InetSocketAddress of(Request request) {
    return of(endPoint(request), request.getHeaders());
  }

  /** The same of a request's headers. */
  InetSocketAddress of(EndPoint endPoint, HttpFields headers) {
    InetSocketAddress peer = peer(endPoint);
    if (!isSaidByHeader(peer)) {
      return peer;
    }
    List<String> lines = lines(headers);
    Optional<InetSocketAddress> client = proxies.client(lines);
    if (client.isEmpty()) {
      refusals.unreadable(peer.getAddress(), header(), lines.isEmpty());
    }
    return client.orElse(peer);
  }

  /** The same for the log, where nothing is counted. */
  InetSocketAddress named(Request request) {
    return named(endPoint(request), request.getHeaders());
  }

  /** The same of a request's headers. */
  InetSocketAddress named(EndPoint endPoint, HttpFields headers) {
    InetSocketAddress peer = peer(endPoint);
    return isSaidByHeader(peer) ? proxies.client(lines(headers)).orElse(peer) : peer;
  }

  private String header() {
    return proxies.source() == ClientAddressSource.FORWARDED
        ? HttpHeader.FORWARDED.asString()
        : HttpHeader.X_FORWARDED_FOR.asString();
  }

  private List<String> lines(HttpFields headers) {
    return headers.getFields(header()).stream().map(field -> field.getValue()).toList();
  }

  private boolean isSaidByHeader(InetSocketAddress peer) {
    return switch (proxies.source()) {
      case SOCKET, PROXY -> false;
      case X_FORWARDED_FOR, FORWARDED -> proxies.contains(peer.getAddress());
    };
  }

  /** Whether the client is known to have come by TLS: to us, or to a trusted proxy that says so. */
  boolean isHttps(Request request) {
    return isHttps(endPoint(request), request.getHeaders());
  }

  /** The same of a request's headers. */
  boolean isHttps(EndPoint endPoint, HttpFields headers) {
    return endPoint.isSecure()
        || (isSaidByHeader(peer(endPoint))
            && "https".equalsIgnoreCase(headers.get(HttpHeader.X_FORWARDED_PROTO)));
  }

  /** Whether a client may have one more connection; this one, or this stream, counts for it. */
  boolean mayHave(Request request, InetSocketAddress client) {
    return HttpCall.isStream(request)
        ? streams.mayHave(request, client.getAddress())
        : mayHave(endPoint(request), client);
  }

  /** The same of its connection. */
  boolean mayHave(EndPoint endPoint, InetSocketAddress client) {
    if (endPoint instanceof GuestEndPoint guest) {
      return guest.countsFor(client.getAddress());
    }
    return !(endPoint.getTransport() instanceof SelectableChannel channel)
        || accepted.countsFor(channel, client.getAddress());
  }

  /** The same, of a connection whose PROXY header has been read. */
  boolean mayHave(EndPoint endPoint) {
    return mayHave(endPoint, peer(endPoint));
  }

  private static EndPoint endPoint(Request request) {
    return request.getConnectionMetaData().getConnection().getEndPoint();
  }

  /** As the PROXY header says, if there was one and it names an internet address. */
  private static InetSocketAddress peer(EndPoint endPoint) {
    SocketAddress address = endPoint.getRemoteSocketAddress();
    if (address instanceof InetSocketAddress internet) {
      return internet;
    }
    EndPoint inner = endPoint instanceof EndPoint.Wrapper wrapper ? wrapper.unwrap() : null;
    if (inner == null) {
      throw new IllegalStateException("a connection from no internet address: " + endPoint);
    }
    return peer(inner);
  }
}
