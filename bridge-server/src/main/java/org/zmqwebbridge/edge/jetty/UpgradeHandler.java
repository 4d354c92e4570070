package org.zmqwebbridge.edge.jetty;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.util.WebSocketUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.edge.Dialect;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.observe.Counter;

/**
 * The way in: checks Origin and limits, asks the dialect, and only then upgrades to a WebSocket.
 *
 * <p>Owner thread: Jetty's, and for the upgrade the one that brings the hook's answer; never
 * blocks.
 */
final class UpgradeHandler extends Handler.Abstract.NonBlocking {
  private static final Logger log = LoggerFactory.getLogger(UpgradeHandler.class);

  /** Sixteen bytes in Base64. */
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{21}[AQgw]==");

  private final String path;
  private final OriginPolicy origins;
  private final ConnectionRegistry registry;
  private final Dialect dialect;

  UpgradeHandler(String path, OriginPolicy origins, ConnectionRegistry registry, Dialect dialect) {
    this.path = path;
    this.origins = origins;
    this.registry = registry;
    this.dialect = dialect;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (!Request.getPathInContext(request).equals(path)) {
      return false;
    }
    String key = key(request);
    if (key == null) {
      response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
      response.getHeaders().put(HttpHeader.SEC_WEBSOCKET_VERSION, "13");
      refuse(request, response, callback, HttpStatus.UPGRADE_REQUIRED_426, "This is a WebSocket.");
      return true;
    }
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (!origins.allows(origin, request.getHeaders().get(HttpHeader.HOST))) {
      registry.counters().increment(Counter.HANDSHAKES_REFUSED_ORIGIN);
      log.info("handshake refused: the Origin {} is not allowed", Printable.cut(origin));
      refuse(request, response, callback, HttpStatus.FORBIDDEN_403, "Origin not allowed.");
      return true;
    }
    enter(request, response, callback, key);
    return true;
  }

  /** The client's key if the request is a valid opening handshake (section 4.2.1), or null. */
  private static String key(Request request) {
    HttpFields headers = request.getHeaders();
    boolean upgrade =
        HttpMethod.GET.is(request.getMethod())
            && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1
            && headers.contains(HttpHeader.UPGRADE, "websocket")
            && headers.contains(HttpHeader.CONNECTION, "upgrade")
            && "13".equals(headers.get(HttpHeader.SEC_WEBSOCKET_VERSION));
    String key = headers.get(HttpHeader.SEC_WEBSOCKET_KEY);
    return upgrade && key != null && KEY.matcher(key.trim()).matches() ? key.trim() : null;
  }

  private void enter(Request request, Response response, Callback callback, String key) {
    Handshake handshake = Handshakes.of(request, path);
    InetAddress address = handshake.remoteAddress().getAddress();
    if (!registry.tryEnter(address)) {
      registry.counters().increment(Counter.HANDSHAKES_REFUSED_LIMIT);
      log.info("handshake refused: too many connections, or too many from {}", address);
      refuse(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, "Try again later.");
      return;
    }
    AtomicBoolean left = new AtomicBoolean();
    Callback failing =
        Callback.from(
            callback::succeeded,
            failure -> {
              leave(address, left);
              callback.failed(failure);
            });
    dialect
        .admits(handshake)
        .whenComplete(
            (admitted, failure) -> {
              if (failure == null && admitted) {
                upgrade(request, response, failing, handshake, key);
              } else {
                registry.counters().increment(Counter.HANDSHAKES_REFUSED_HOOK);
                leave(address, left);
                refuse(request, response, callback, HttpStatus.FORBIDDEN_403, "Not allowed.");
              }
            });
  }

  private void leave(InetAddress address, AtomicBoolean left) {
    if (left.compareAndSet(false, true)) {
      registry.gone(address);
    }
  }

  private void upgrade(
      Request request, Response response, Callback callback, Handshake handshake, String key) {
    EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    response.setStatus(HttpStatus.SWITCHING_PROTOCOLS_101);
    response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
    response.getHeaders().put(HttpHeader.CONNECTION, "Upgrade");
    response.getHeaders().put(HttpHeader.SEC_WEBSOCKET_ACCEPT, WebSocketUtils.hashKey(key));
    request.setAttribute(
        HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, registry.create(handshake, endPoint));
    response.write(true, null, callback);
  }

  private static void refuse(
      Request request, Response response, Callback callback, int status, String text) {
    Response.writeError(request, response, callback, status, text);
  }
}
