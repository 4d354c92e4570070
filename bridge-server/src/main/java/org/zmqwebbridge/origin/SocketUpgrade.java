package org.zmqwebbridge.origin;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpUpgrader;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Behavior;
import org.eclipse.jetty.websocket.core.ExtensionStack;
import org.eclipse.jetty.websocket.core.Negotiated;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.eclipse.jetty.websocket.core.util.WebSocketUtils;

/**
 * Has a connection become a WebSocket (RFC 6455, section 4.1). Which subprotocols and extensions
 * there are is between who asks and who answers; none changes a frame.
 *
 * <p>Owner thread: Jetty's client's. Lifetime: one request.
 */
final class SocketUpgrade implements HttpUpgrader.Factory, HttpUpgrader {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final URI ANYWHERE = URI.create("ws://localhost/");
  private static final int KEY_BYTES = 16;

  private final HttpClient client;
  private final WebSocketComponents parts;
  private final SocketFrames frames;

  SocketUpgrade(HttpClient client, WebSocketComponents parts, SocketFrames frames) {
    this.client = client;
    this.parts = parts;
    this.frames = frames;
  }

  @Override
  public HttpUpgrader newHttpUpgrader(HttpVersion version) {
    return this;
  }

  @Override
  public void prepare(Request request) {
    byte[] key = new byte[KEY_BYTES];
    RANDOM.nextBytes(key);
    request.headers(
        headers -> {
          headers.put(HttpHeader.UPGRADE, "websocket");
          headers.put(HttpHeader.CONNECTION, "Upgrade");
          headers.put(HttpHeader.SEC_WEBSOCKET_VERSION, "13");
          headers.put(HttpHeader.SEC_WEBSOCKET_KEY, Base64.getEncoder().encodeToString(key));
        });
  }

  @Override
  public void upgrade(Response response, EndPoint endPoint, Callback callback) {
    String key = response.getRequest().getHeaders().get(HttpHeader.SEC_WEBSOCKET_KEY);
    HttpFields said = response.getHeaders();
    String accepted = said.get(HttpHeader.SEC_WEBSOCKET_ACCEPT);
    if (accepted == null || !accepted.trim().equals(WebSocketUtils.hashKey(key))) {
      callback.failed(new IOException("its Sec-WebSocket-Accept is not that of this request"));
      return;
    }
    try {
      frames.open(Heads.headers(said));
      endPoint.upgrade(connection(endPoint, subprotocol(said)));
      callback.succeeded();
    } catch (RuntimeException refused) {
      callback.failed(refused);
    }
  }

  private static String subprotocol(HttpFields said) {
    HttpField field = said.getField(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL);
    return field == null ? null : field.getValue();
  }

  private WebSocketConnection connection(EndPoint endPoint, String subprotocol) {
    ExtensionStack none = new ExtensionStack(parts, Behavior.CLIENT);
    none.negotiate(List.of(), List.of());
    WebSocketCoreSession session =
        new WebSocketCoreSession(
            frames,
            Behavior.CLIENT,
            new Negotiated(ANYWHERE, subprotocol, false, none, "13"),
            parts);
    frames.limit(session);
    WebSocketConnection connection =
        new WebSocketConnection(
            endPoint,
            client.getExecutor(),
            client.getScheduler(),
            client.getByteBufferPool(),
            session,
            RANDOM);
    session.setWebSocketConnection(connection);
    return connection;
  }
}
