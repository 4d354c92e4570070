package org.zmqwebbridge.virtualsocket;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.auth.Gatekeeper;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.Leases;
import org.zmqwebbridge.edge.ByteBudget;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.Dialect;
import org.zmqwebbridge.edge.Entry;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.observe.Counters;

/**
 * The dialect of virtual sockets: asks the hooks, and gives every connection a session.
 *
 * <p>Owner thread: any. Immutable, but for the limits and rates, which may be others for the next
 * connection.
 */
public final class VirtualSocketDialect implements Dialect {
  /** What a client offers that wants the original wire and has to name a subprotocol. */
  public static final String SUBPROTOCOL = "zwb.1";

  private final Gatekeeper gatekeeper;
  private final Leases leases;
  private final GatewayFactory gateways;
  private final ByteBudget requestBytes;
  private final Counters counters;
  private volatile VirtualSocketLimits limits;
  private volatile Rates rates;

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
      GatewayFactory gateways,
      VirtualSocketLimits limits,
      ByteBudget requestBytes,
      Rates rates,
      Counters counters) {
    this.gatekeeper = gatekeeper;
    this.leases = leases;
    this.gateways = gateways;
    this.limits = limits;
    this.requestBytes = requestBytes;
    this.rates = rates;
    this.counters = counters;
  }

  Gatekeeper gatekeeper() {
    return gatekeeper;
  }

  Leases leases() {
    return leases;
  }

  GatewayFactory gateways() {
    return gateways;
  }

  VirtualSocketLimits limits() {
    return limits;
  }

  /** From the next connection on, these hold; those of a single connect at once. */
  public void limits(VirtualSocketLimits changed) {
    limits = changed;
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
  }

  Counters counters() {
    return counters;
  }

  @Override
  public CompletionStage<Optional<Entry>> admits(Handshake handshake) {
    boolean names = handshake.subprotocols().contains(SUBPROTOCOL);
    return gatekeeper
        .admits(handshake)
        .thenApply(granted -> granted.map(admission -> entry(admission, names)));
  }

  private Entry entry(Grant admission, boolean namesSubprotocol) {
    return new Entry() {
      @Override
      public Optional<String> subprotocol() {
        return namesSubprotocol ? Optional.of(SUBPROTOCOL) : Optional.empty();
      }

      @Override
      public ConnectionHandler onOpen(Connection connection) {
        return new VirtualSocketSession(connection, admission, VirtualSocketDialect.this);
      }
    };
  }
}
