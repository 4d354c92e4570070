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
 * <p>Immutable. Owner thread: any.
 *
 * @param gatekeeper asks the hooks
 * @param leases what they have granted
 * @param endpoints all that pages may name
 * @param gateways the way to ZeroMQ
 * @param requestBytes what all connections may have in flight
 * @param rates how fast pages may send
 */
public record VirtualSocketDialect(
    Gatekeeper gatekeeper,
    Leases leases,
    EndpointDirectory endpoints,
    GatewayFactory gateways,
    VirtualSocketLimits limits,
    ByteBudget requestBytes,
    Rates rates,
    Counters counters)
    implements Dialect {

  /** What a client offers that wants the original wire and has to name a subprotocol. */
  public static final String SUBPROTOCOL = "zwb.1";

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
