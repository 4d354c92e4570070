package org.zmqwebbridge.virtualsocket;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Gatekeeper;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.Leases;
import org.zmqwebbridge.auth.credential.CredentialPlaces;
import org.zmqwebbridge.edge.Admission;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.Dialect;
import org.zmqwebbridge.edge.Entry;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.Refusal;
import org.zmqwebbridge.edge.Upgrader;
import org.zmqwebbridge.flow.ByteBudget;
import org.zmqwebbridge.gateway.GatewayShards;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.observe.Gauges;
import org.zmqwebbridge.rate.Rates;
import org.zmqwebbridge.virtualsocket.second.SecondSession;
import org.zmqwebbridge.virtualsocket.second.SecondWireContext;

/**
 * The dialect of virtual sockets: asks the hooks, and gives every connection a session.
 *
 * <p>Owner thread: any. Immutable, but for the limits and rates, which may be others for the next
 * connection.
 */
public final class VirtualSocketDialect implements Dialect, Upgrader {
  /** What a client offers that wants the original wire and has to name a subprotocol. */
  public static final String SUBPROTOCOL = "zwb.1";

  /** What a client offers that speaks the second wire. */
  public static final String SECOND_SUBPROTOCOL = "zwb.2";

  /**
   * What a client offers beside it that wants to know by the answer whether it is let in, or only
   * told that it is not.
   */
  public static final String REFUSED = "zwb.refused";

  /** One connection's handler, on the wire that its subprotocol names. */
  @FunctionalInterface
  interface SessionMaker {
    ConnectionHandler open(Connection connection, Grant admission, VirtualSocketDialect dialect);
  }

  /** The wires that are spoken, by their subprotocols. */
  private static final Map<String, SessionMaker> WIRES =
      Map.of(
          SUBPROTOCOL,
          VirtualSocketSession::new,
          SECOND_SUBPROTOCOL,
          (connection, admission, dialect) ->
              new SecondSession(connection, admission, dialect.second));

  private final Map<String, SessionMaker> wires;
  private final Gatekeeper gatekeeper;
  private final Leases leases;
  private final GatewayShards gateways;
  private final ByteBudget requestBytes;
  private final Counters counters;
  private volatile VirtualSocketLimits limits;
  private volatile Rates rates;
  private volatile SecondWireContext second; // made of all of these

  /**
   * @param gatekeeper asks the hooks
   * @param leases what they have granted
   * @param gateways the way to ZeroMQ, and all that pages may name
   * @param requestBytes what all connections may have in flight
   * @param rates how fast pages may send
   */
  public VirtualSocketDialect(
      Gatekeeper gatekeeper,
      Leases leases,
      GatewayShards gateways,
      VirtualSocketLimits limits,
      ByteBudget requestBytes,
      Rates rates,
      Counters counters) {
    this(gatekeeper, leases, gateways, limits, requestBytes, rates, counters, WIRES);
  }

  /**
   * @param wires by their subprotocols; who names none has the original one
   */
  VirtualSocketDialect(
      Gatekeeper gatekeeper,
      Leases leases,
      GatewayShards gateways,
      VirtualSocketLimits limits,
      ByteBudget requestBytes,
      Rates rates,
      Counters counters,
      Map<String, SessionMaker> wires) {
    this.wires = wires;
    this.gatekeeper = gatekeeper;
    this.leases = leases;
    this.gateways = gateways;
    this.limits = limits;
    this.requestBytes = requestBytes;
    this.rates = rates;
    this.counters = counters;
    this.second = second();
  }

  private SecondWireContext second() {
    return new SecondWireContext(
        gatekeeper, leases, gateways, requestBytes, rates, counters, limits.ofSecondSession());
  }

  Gatekeeper gatekeeper() {
    return gatekeeper;
  }

  Leases leases() {
    return leases;
  }

  GatewayShards gateways() {
    return gateways;
  }

  VirtualSocketLimits limits() {
    return limits;
  }

  /** From the next connection on, these hold; those of a single connect at once. */
  public void limits(VirtualSocketLimits changed) {
    limits = changed;
    second = second();
    requestBytes.limit(changed.maxRequestBytesInAll());
  }

  ByteBudget requestBytes() {
    return requestBytes;
  }

  Rates rates() {
    return rates;
  }

  /** From the next connection on, these hold. */
  public void rates(Rates changed) {
    rates = changed;
    second = second();
  }

  Counters counters() {
    return counters;
  }

  @Override
  public String name() {
    return "virtual sockets";
  }

  @Override
  public Upgrader upgrader() {
    return this;
  }

  @Override
  public void start() {
    gateways.start();
  }

  @Override
  public CompletionStage<Void> drain() {
    return gateways.drain();
  }

  @Override
  public CompletionStage<Void> close() {
    return gateways.close();
  }

  @Override
  public void gauges(Gauges gauges) {
    gauges
        .with(Gauge.SOCKETS_OPEN, this::openSockets)
        .with(Gauge.REQUEST_BYTES, requestBytes::taken)
        .with(Gauge.REQUEST_LIMIT_BYTES, requestBytes::limit)
        .with(Gauge.GATEWAYS_OPEN, gateways::open);
  }

  private long openSockets() {
    long closed = counters.value(Counter.SOCKETS_CLOSED); // first, so that there are never too few
    return counters.value(Counter.SOCKETS_OPENED) - closed;
  }

  @Override
  public List<String> subprotocols() {
    return wires.keySet().stream().sorted().toList();
  }

  /** The first that the client offers and that is spoken (RFC 6455, section 4.2.2). */
  private Optional<String> chosen(Handshake handshake) {
    return handshake.subprotocols().stream().filter(wires::containsKey).findFirst();
  }

  /** A credential names no wire, but who brings one speaks ours. */
  @Override
  public boolean knows(String subprotocol) {
    return wires.containsKey(subprotocol) || subprotocol.startsWith(CredentialPlaces.SUBPROTOCOL);
  }

  @Override
  public Optional<String> refusesIn(Handshake handshake) {
    boolean asks = handshake.subprotocols().contains(REFUSED);
    return chosen(handshake).map(name -> asks ? REFUSED : name);
  }

  @Override
  public CompletionStage<Admission> admits(Handshake handshake) {
    Optional<String> subprotocol = chosen(handshake);
    return gatekeeper.admits(handshake).thenApply(decision -> admission(decision, subprotocol));
  }

  private Admission admission(Decision decision, Optional<String> subprotocol) {
    if (decision instanceof Decision.Allowed allowed) {
      return entry(allowed.grant(), subprotocol);
    }
    return decision instanceof Decision.Denied denied
        ? new Refusal(denied.told())
        : new Refusal(CloseReason.UNDECIDABLE);
  }

  private Entry entry(Grant admission, Optional<String> subprotocol) {
    SessionMaker wire = wires.get(subprotocol.orElse(SUBPROTOCOL));
    boolean isSecond = subprotocol.filter(SECOND_SUBPROTOCOL::equals).isPresent();
    return new Entry() {
      @Override
      public Optional<String> subprotocol() {
        return subprotocol;
      }

      @Override
      public int maxMessageBytes(int configured) {
        return isSecond ? second.limits().maxReadBytes() : configured;
      }

      @Override
      public ConnectionHandler onOpen(Connection connection) {
        return wire.open(connection, admission, VirtualSocketDialect.this);
      }
    };
  }
}
