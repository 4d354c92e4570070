package org.zmqwebbridge.edge.jetty;

import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.TunnelSupport;
import org.zmqwebbridge.edge.websocket.HandshakeKey;

/**
 * What asks for a WebSocket, and is answered with one: a GET with a key, which the connection is
 * upgraded for (RFC 6455, section 4.2), or an extended CONNECT, whose stream it is (RFC 8441).
 *
 * <p>Immutable.
 */
final class OpeningHandshake {
  private static final String VERSION = "13";
  private static final String WEBSOCKET = "websocket";

  private final HttpCall exchange;
  private final String key; // empty where a stream is asked for, which has none

  private OpeningHandshake(HttpCall exchange, String key) {
    this.exchange = exchange;
    this.key = key;
  }

  /** The request's, or {@code null} if it asks for no WebSocket as it must be asked for. */
  static OpeningHandshake of(HttpCall exchange) {
    Request request = exchange.request();
    if (!VERSION.equals(only(request.getHeaders(), HttpHeader.SEC_WEBSOCKET_VERSION))) {
      return null;
    }
    if (exchange.isStream()) {
      TunnelSupport tunnel = request.getTunnelSupport();
      return tunnel != null && WEBSOCKET.equals(tunnel.getProtocol())
          ? new OpeningHandshake(exchange, "")
          : null;
    }
    String key = key(request);
    return key == null ? null : new OpeningHandshake(exchange, key);
  }

  /** The client's key if the request is a valid opening handshake (section 4.2.1), or null. */
  private static String key(Request request) {
    HttpFields headers = request.getHeaders();
    boolean upgrade =
        HttpMethod.GET.is(request.getMethod())
            && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1
            && headers.contains(HttpHeader.UPGRADE, WEBSOCKET)
            && headers.contains(HttpHeader.CONNECTION, "upgrade");
    String key = only(headers, HttpHeader.SEC_WEBSOCKET_KEY);
    return upgrade && HandshakeKey.isValid(key) ? key : null;
  }

  /** The value of a header that was sent once; empty if it was not, or more than once. */
  private static String only(HttpFields headers, HttpHeader name) {
    List<String> values = headers.getValuesList(name);
    return values.size() == 1 ? values.get(0).trim() : "";
  }

  HttpCall exchange() {
    return exchange;
  }

  /** What the WebSocket will be on. */
  EndPoint endPoint() {
    return exchange.isStream()
        ? new TunnelEndPoint(exchange.request().getTunnelSupport().getEndPoint())
        : exchange.endPoint();
  }

  /** Answers with 101, or a stream with 200; from then on it is the WebSocket's. */
  void accept(Connection connection, Optional<String> subprotocol) {
    Request request = exchange.request();
    request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, connection);
    Response response = exchange.response();
    HttpFields.Mutable headers = response.getHeaders();
    if (exchange.isStream()) {
      StreamPlace.of(request).keepFor(connection);
      response.setStatus(HttpStatus.OK_200);
    } else {
      response.setStatus(HttpStatus.SWITCHING_PROTOCOLS_101);
      headers.put(HttpHeader.UPGRADE, WEBSOCKET);
      headers.put(HttpHeader.CONNECTION, "Upgrade");
      headers.put(HttpHeader.SEC_WEBSOCKET_ACCEPT, HandshakeKey.accept(key));
    }
    subprotocol.ifPresent(name -> headers.put(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, name));
    response.write(true, null, exchange.callback());
  }
}
