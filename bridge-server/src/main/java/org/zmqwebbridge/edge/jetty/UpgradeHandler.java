package org.zmqwebbridge.edge.jetty;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
import org.zmqwebbridge.edge.Entry;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.Printable;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.LineKind;

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
  private final Optional<PerMessageDeflate> deflate;

  /**
   * @param deflate what clients may agree on, if anything
   */
  UpgradeHandler(
      String path,
      OriginPolicy origins,
      ConnectionRegistry registry,
      Dialect dialect,
      Optional<PerMessageDeflate> deflate) {
    this.path = path;
    this.origins = origins;
    this.registry = registry;
    this.dialect = dialect;
    this.deflate = deflate;
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
      refuse(response, callback, HttpStatus.UPGRADE_REQUIRED_426, "This is a WebSocket.");
      return true;
    }
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (!origins.allows(origin, request.getHeaders().get(HttpHeader.HOST))) {
      registry.counters().increment(Counter.HANDSHAKES_REFUSED_ORIGIN);
      registry
          .counters()
          .line(
              LineKind.ORIGIN_REFUSED,
              more ->
                  log.info(
                      "handshake refused: the Origin {} is not allowed at {}{}",
                      Printable.cut(origin),
                      path,
                      more));
      refuse(response, callback, HttpStatus.FORBIDDEN_403, "Origin not allowed.");
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
            && "13".equals(only(headers, HttpHeader.SEC_WEBSOCKET_VERSION));
    String key = only(headers, HttpHeader.SEC_WEBSOCKET_KEY);
    return upgrade && KEY.matcher(key).matches() ? key : null;
  }

  /** The value of a header that was sent once; empty if it was not, or more than once. */
  private static String only(HttpFields headers, HttpHeader name) {
    List<String> values = headers.getValuesList(name);
    return values.size() == 1 ? values.get(0).trim() : "";
  }

  private void enter(Request request, Response response, Callback callback, String key) {
    Handshake handshake = Handshakes.of(request, path);
    if (registry.isClosing()) {
      refuse(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, "Try again later.");
      return;
    }
    ask(handshake)
        .thenAccept(
            entry -> {
              if (entry.isPresent()) {
                upgrade(request, response, callback, key, handshake, entry.get());
              } else {
                registry.counters().increment(Counter.HANDSHAKES_REFUSED_HOOK);
                refuse(response, callback, HttpStatus.FORBIDDEN_403, "Not allowed.");
              }
            })
        .exceptionally(
            bug -> {
              callback.failed(bug);
              return null;
            });
  }

  /** The dialect's answer; whatever goes wrong with it means no. */
  private CompletionStage<Optional<Entry>> ask(Handshake handshake) {
    try {
      return dialect
          .admits(handshake)
          .handle((entry, failure) -> entry == null ? Optional.empty() : entry);
    } catch (RuntimeException bug) {
      registry
          .counters()
          .line(
              LineKind.DIALECT_FAILED,
              bug, (more, trace) -> log.error("handshake refused: the dialect failed to answer{}", more, trace));
      return CompletableFuture.completedFuture(Optional.empty());
    }
  }

  private void upgrade(
      Request request,
      Response response,
      Callback callback,
      String key,
      Handshake handshake,
      Entry entry) {
    EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    Optional<String> extension = deflate.flatMap(any -> offered(request));
    JettyConnection connection =
        registry.create(handshake, entry, endPoint, deflate.filter(any -> extension.isPresent()));
    request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, connection);
    response.setStatus(HttpStatus.SWITCHING_PROTOCOLS_101);
    response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
    response.getHeaders().put(HttpHeader.CONNECTION, "Upgrade");
    response.getHeaders().put(HttpHeader.SEC_WEBSOCKET_ACCEPT, WebSocketUtils.hashKey(key));
    entry
        .subprotocol()
        .ifPresent(name -> response.getHeaders().put(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, name));
    extension.ifPresent(
        answer -> response.getHeaders().put(HttpHeader.SEC_WEBSOCKET_EXTENSIONS, answer));
    response.write(true, null, callback);
  }

  private static Optional<String> offered(Request request) {
    return DeflateOffer.answer(
        request.getHeaders().getValuesList(HttpHeader.SEC_WEBSOCKET_EXTENSIONS));
  }

  private static void refuse(Response response, Callback callback, int status, String text) {
    PlainErrors.write(response, callback, status, text);
  }
}
