package org.zmqwebbridge.edge.jetty;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
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

  private final String path;
  private final OriginPolicy origins;
  private final ConnectionRegistry registry;
  private final Dialect dialect;
  private final WebSocketMappings mappings = new WebSocketMappings();
  private final Configuration.ConfigurationCustomizer customizer =
      new Configuration.ConfigurationCustomizer();

  UpgradeHandler(String path, OriginPolicy origins, ConnectionRegistry registry, Dialect dialect) {
    this.path = path;
    this.origins = origins;
    this.registry = registry;
    this.dialect = dialect;
    customizer.setIdleTimeout(java.time.Duration.ZERO); // the sweeper pings instead
    customizer.setMaxFrameSize(0); // long frames come in pieces; MessageAssembler bounds the whole
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (!Request.getPathInContext(request).equals(path)) {
      return false;
    }
    if (!isUpgrade(request)) {
      response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
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
    enter(request, response, callback);
    return true;
  }

  private static boolean isUpgrade(Request request) {
    String upgrade = request.getHeaders().get(HttpHeader.UPGRADE);
    return "websocket".equalsIgnoreCase(upgrade);
  }

  private void enter(Request request, Response response, Callback callback) {
    Handshake handshake = Handshakes.of(request);
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
                upgrade(request, response, failing, handshake, left);
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
      Request request,
      Response response,
      Callback callback,
      Handshake handshake,
      AtomicBoolean left) {
    JettyConnection connection = registry.create(handshake);
    WebSocketNegotiator negotiator = (upgrade, answer, done) -> connection;
    try {
      if (!mappings.upgrade(negotiator, request, response, callback, customizer)) {
        leave(handshake.remoteAddress().getAddress(), left);
        refuse(request, response, callback, HttpStatus.BAD_REQUEST_400, "No valid upgrade.");
      }
    } catch (RuntimeException invalid) {
      leave(handshake.remoteAddress().getAddress(), left);
      refuse(request, response, callback, HttpStatus.BAD_REQUEST_400, "No valid upgrade.");
    }
  }

  private static void refuse(
      Request request, Response response, Callback callback, int status, String text) {
    Response.writeError(request, response, callback, status, text);
  }
}
