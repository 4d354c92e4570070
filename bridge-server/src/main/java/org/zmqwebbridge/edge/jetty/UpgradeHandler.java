package org.zmqwebbridge.edge.jetty;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.edge.Admission;
import org.zmqwebbridge.edge.Answered;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Entry;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.Printable;
import org.zmqwebbridge.edge.Refusal;
import org.zmqwebbridge.edge.Upgrader;
import org.zmqwebbridge.edge.websocket.DeflateOffer;
import org.zmqwebbridge.edge.websocket.PerMessageDeflate;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.LineKind;

/**
 * The way in: checks Origin and limits, asks the dialect, and only then upgrades to a WebSocket.
 *
 * <p>Owner thread: Jetty's, and for the upgrade the one that brings the hook's answer; never
 * blocks.
 */
final class UpgradeHandler extends Handler.Abstract.NonBlocking implements Claims {
  private static final Logger log = LoggerFactory.getLogger(UpgradeHandler.class);

  private static final HttpHeader PROTOCOL = HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL;
  private static final Admission UNDECIDABLE = new Refusal(CloseReason.UNDECIDABLE);

  private final UpgradePlace place;
  private final ClientAddresses clients;
  private final ConnectionRegistry registry;
  private final Upgrader upgrader;
  private final Optional<PerMessageDeflate> deflate;
  private final Refusals refusals;
  private final RefusedConnections refused;

  /**
   * @param deflate what clients may agree on, if anything
   * @param refused where clients are told that the dialect refuses
   */
  UpgradeHandler(
      UpgradePlace place,
      ClientAddresses clients,
      ConnectionRegistry registry,
      Upgrader upgrader,
      Optional<PerMessageDeflate> deflate,
      Refusals refusals,
      RefusedConnections refused) {
    this.place = place;
    this.clients = clients;
    this.registry = registry;
    this.upgrader = upgrader;
    this.deflate = deflate;
    this.refusals = refusals;
    this.refused = refused;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    HttpCall exchange = new HttpCall(request, response, callback);
    OpeningHandshake opening = OpeningHandshake.of(exchange);
    if (opening == null && upgrader.sharesItsPlaces()) {
      return false;
    }
    String path = place.of(Request.getPathInContext(request), offered(request.getHeaders()));
    if (path == null) {
      return false;
    }
    if (opening == null) {
      response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
      response.getHeaders().put(HttpHeader.SEC_WEBSOCKET_VERSION, "13");
      refusals.refuse(
          exchange,
          HttpStatus.UPGRADE_REQUIRED_426,
          "This is a WebSocket.",
          Counter.HTTP_REFUSED,
          Refusals.target(exchange) + " is no WebSocket handshake");
    } else if (hasBody(request)) {
      refusals.refuse(
          exchange,
          HttpStatus.BAD_REQUEST_400,
          "A WebSocket handshake has no body.",
          Counter.HTTP_REFUSED,
          Refusals.target(exchange) + " is a handshake with a body");
    } else if (!upgrader.seesToOrigins() && !isAllowed(request, path)) {
      refuseOrigin(exchange, path);
    } else {
      enter(opening, path);
    }
    return true;
  }

  @Override
  public boolean claims(String host, String path, HttpFields headers) {
    return !upgrader.sharesItsPlaces() && place.of(path, offered(headers)) != null;
  }

  /** Its bytes would be taken for frames. */
  private static boolean hasBody(Request request) {
    HttpFields headers = request.getHeaders();
    return headers.contains(HttpHeader.TRANSFER_ENCODING)
        || headers.getLongField(HttpHeader.CONTENT_LENGTH) > 0;
  }

  private static List<String> offered(HttpFields headers) {
    return headers.contains(PROTOCOL)
        ? Handshake.subprotocols(headers.getValuesList(PROTOCOL))
        : List.of();
  }

  private boolean isAllowed(Request request, String path) {
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    String host = request.getHeaders().get(HttpHeader.HOST);
    return registry.origins().allows(origin, host, clients.isHttps(request))
        || upgrader.admitsPagesOf(origin, path);
  }

  private void refuseOrigin(HttpCall exchange, String path) {
    HttpFields headers = exchange.request().getHeaders();
    String compared =
        registry
            .origins()
            .compared(headers.get(HttpHeader.HOST), clients.isHttps(exchange.request()));
    refusals.refuse(
        exchange,
        HttpStatus.FORBIDDEN_403,
        "Origin not allowed.",
        Counter.HANDSHAKES_REFUSED_ORIGIN,
        "at "
            + Printable.cut(path)
            + ": the Origin "
            + Printable.cut(headers.get(HttpHeader.ORIGIN))
            + " is "
            + compared);
  }

  private void enter(OpeningHandshake opening, String path) {
    HttpCall exchange = opening.exchange();
    InetSocketAddress client = clients.of(exchange.request());
    Handshake handshake = Handshakes.of(exchange.request(), path, client);
    if (registry.isClosing()) {
      refusals.refuse(
          exchange,
          HttpStatus.SERVICE_UNAVAILABLE_503,
          "Try again later.",
          Counter.HANDSHAKES_REFUSED_STOPPING,
          "the bridge is stopping, or a drain closes it");
    } else if (isForeign(handshake)) {
      refusals.refuse(
          exchange,
          HttpStatus.BAD_REQUEST_400,
          "None of these subprotocols is spoken; offer " + advice() + ".",
          Counter.HANDSHAKES_REFUSED_SUBPROTOCOL,
          "none of the subprotocols that it offers is spoken; that is " + spoken());
    } else if (!clients.mayHave(exchange.request(), client)) {
      refuse(opening, handshake, CloseReason.TOO_MANY_OF_ADDRESS);
    } else {
      ask(opening, handshake);
    }
  }

  /** Whether the client offers subprotocols (section 4.1), and none that is known. */
  private boolean isForeign(Handshake handshake) {
    List<String> offered = handshake.subprotocols();
    return offered.isEmpty()
        ? upgrader.demandsSubprotocol()
        : offered.stream().noneMatch(upgrader::knows);
  }

  private String advice() {
    return upgrader.demandsSubprotocol() ? spoken() : spoken() + ", or none";
  }

  private String spoken() {
    return String.join(", ", upgrader.subprotocols());
  }

  private void ask(OpeningHandshake opening, Handshake handshake) {
    CompletionStage<Admission> asked = ask(handshake);
    CompletableFuture<Admission> decision = asked.toCompletableFuture();
    Optional<HandshakeWatch> watch =
        upgrader.takesItsTime() && !decision.isDone()
            ? Optional.of(HandshakeWatch.begin(opening.exchange(), () -> leave(opening, decision)))
            : Optional.empty();
    asked
        .handle((answer, failure) -> answer == null ? UNDECIDABLE : answer)
        .thenAccept(
            admission -> {
              if (!watch.map(HandshakeWatch::end).orElse(true)) {
                return; // nobody is there any more
              }
              if (admission instanceof Entry entry) {
                upgrade(opening, handshake, entry);
              } else if (admission instanceof Answered answered) {
                answer(opening.exchange(), answered);
              } else {
                Refusal refusal = (Refusal) admission;
                registry.counters().increment(refusal.counter());
                refuse(opening, handshake, refusal.reason());
              }
            })
        .exceptionally(
            bug -> {
              opening.exchange().callback().failed(bug);
              return null;
            });
  }

  /** Its client has left before it was decided. */
  private void leave(OpeningHandshake opening, CompletableFuture<Admission> decision) {
    registry.counters().increment(Counter.HELD_GONE);
    boolean unused = decision.cancel(false);
    opening.exchange().callback().failed(new EofException("its client has left"));
  }

  /** The dialect's answer; whatever goes wrong with it means no. */
  private CompletionStage<Admission> ask(Handshake handshake) {
    try {
      return Objects.requireNonNull(upgrader.admits(handshake), "an upgrader's answer");
    } catch (RuntimeException bug) {
      registry
          .counters()
          .line(
              LineKind.DIALECT_FAILED,
              bug,
              (more, trace) ->
                  log.error("handshake refused: the dialect failed to answer{}", more, trace));
      return CompletableFuture.completedFuture(UNDECIDABLE);
    }
  }

  private void upgrade(OpeningHandshake opening, Handshake handshake, Entry entry) {
    HttpCall exchange = opening.exchange();
    Optional<String> extension = deflate.flatMap(any -> deflateOffered(exchange.request()));
    JettyConnection connection =
        registry.create(
            handshake, entry, opening.endPoint(), deflate.filter(any -> extension.isPresent()));
    extension.ifPresent(
        answer ->
            exchange.response().getHeaders().put(HttpHeader.SEC_WEBSOCKET_EXTENSIONS, answer));
    entry
        .headers()
        .forEach(field -> exchange.response().getHeaders().add(field.name(), field.value()));
    opening.accept(connection, entry.subprotocol());
  }

  private static void answer(HttpCall exchange, Answered told) {
    byte[] body = told.body();
    ReplyHeaders.write(told.head(), body.length, exchange);
    exchange
        .response()
        .write(true, body.length == 0 ? null : ByteBuffer.wrap(body), exchange.callback());
  }

  private static Optional<String> deflateOffered(Request request) {
    return DeflateOffer.answer(
        request.getHeaders().getValuesList(HttpHeader.SEC_WEBSOCKET_EXTENSIONS));
  }

  /**
   * Tells the client if it can hear it; the one that decided has counted, and written in the log.
   */
  private void refuse(OpeningHandshake opening, Handshake handshake, CloseReason reason) {
    Optional<String> subprotocol = upgrader.refusesIn(handshake);
    RefusedConnection told =
        subprotocol.isPresent() ? refused.open(opening.endPoint(), reason) : null;
    if (told == null) {
      int status = reason.isLimit() ? HttpStatus.TOO_MANY_REQUESTS_429 : HttpStatus.FORBIDDEN_403;
      Refusals.answer(opening.exchange(), status, "Not allowed: " + reason.status().text() + ".");
    } else {
      opening.accept(told, subprotocol);
    }
  }
}
