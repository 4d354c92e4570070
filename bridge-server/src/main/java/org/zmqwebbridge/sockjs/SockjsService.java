package org.zmqwebbridge.sockjs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.zmqwebbridge.edge.Admission;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.ExchangeHandler;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.edge.Upgrader;
import org.zmqwebbridge.flow.ByteBudget;

/**
 * A SockJS service: all that is below one path.
 *
 * <p>Owner thread: none. Lifetime: as long as its owner calls {@link #sweep} about twice a second.
 */
public final class SockjsService {
  private static final AtomicLong LAST_ID = new AtomicLong(1L << 53); // apart from connections'

  private final String path;
  private final String script;
  private final Upgrader upgrader;
  private final SockjsLimits limits;
  private final ByteBudget budget;
  private final SockjsSessions sessions;

  /**
   * @param path of the service, without a slash at its end
   * @param socketPath that the one that is let in has asked for, as the upgrader is told
   * @param script where {@code sockjs.js} is, for pages in frames
   * @param upgrader who may come in
   * @param budget what may wait for all clients together
   */
  public SockjsService(
      String path,
      String socketPath,
      String script,
      Upgrader upgrader,
      SockjsLimits limits,
      ByteBudget budget) {
    this.path = path;
    this.script = script;
    this.upgrader = at(socketPath, upgrader);
    this.limits = limits;
    this.budget = budget;
    this.sessions = new SockjsSessions(limits.maxSessions());
  }

  private static Upgrader at(String socketPath, Upgrader asked) {
    return handshake -> asked.admits(moved(handshake, socketPath));
  }

  /** The same handshake, at the path that the WebSocket of this service has. */
  private static Handshake moved(Handshake said, String socketPath) {
    Handshake.Builder builder = new Handshake.Builder();
    said.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
    return builder.build(socketPath, said.query(), said.remoteAddress(), said.secure());
  }

  /** Whether a path is one of its own. */
  public boolean isAt(String asked) {
    return asked.startsWith(path)
        && (asked.length() == path.length() || asked.charAt(path.length()) == '/');
  }

  /** Answers a request for a path of its own that is no WebSocket. */
  public ExchangeHandler open(Exchange exchange) {
    RequestHead head = exchange.head();
    Optional<SockjsPath> asked = SockjsPath.of(head.path().substring(path.length()));
    if (asked.isPresent() && asked.get() instanceof SockjsPath.OfSession ofSession) {
      return SessionVisits.open(exchange, ofSession, this);
    }
    return new FixedVisit(exchange, asked.orElse(null), script);
  }

  /**
   * Who may come in by a WebSocket for a path of its own.
   *
   * @return empty: there is no WebSocket at this path
   */
  public Optional<CompletionStage<Admission>> admits(Handshake handshake) {
    Optional<SockjsPath> asked = SockjsPath.of(handshake.path().substring(path.length()));
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    if (asked.get() instanceof SockjsPath.RawSocket) {
      return Optional.of(upgrader.admits(handshake));
    }
    if (asked.get() instanceof SockjsPath.OfSession ofSession
        && ofSession.transport() == Transport.WEBSOCKET) {
      return Optional.of(
          upgrader
              .admits(handshake)
              .thenApply(admission -> FramedEntry.of(admission, limits.heartbeatMillis())));
    }
    return Optional.empty();
  }

  /** Looks after sessions. */
  public void sweep(long now) {
    sessions.sweep(now);
  }

  /** How many sessions there are, but for those of WebSockets. */
  public int size() {
    return sessions.size();
  }

  SockjsSessions sessions() {
    return sessions;
  }

  SockjsLimits limits() {
    return limits;
  }

  Upgrader upgrader() {
    return upgrader;
  }

  SockjsSession newSession(Handshake handshake) {
    return new SockjsSession(LAST_ID.incrementAndGet(), handshake, limits, budget);
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
