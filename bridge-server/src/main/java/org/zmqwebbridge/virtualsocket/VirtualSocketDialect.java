package org.zmqwebbridge.virtualsocket;

import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.auth.Gatekeeper;
import org.zmqwebbridge.edge.ByteBudget;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.Dialect;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.observe.Counters;

/**
 * The dialect of virtual sockets: asks the hooks, and gives every connection a session.
 *
 * <p>Immutable. Owner thread: any.
 *
 * @param gatekeeper asks the hooks
 * @param endpoints all that pages may name
 * @param gateways the way to ZeroMQ
 * @param requestBytes what all connections may have in flight
 */
public record VirtualSocketDialect(
    Gatekeeper gatekeeper,
    EndpointDirectory endpoints,
    GatewayFactory gateways,
    VirtualSocketLimits limits,
    ByteBudget requestBytes,
    Counters counters)
    implements Dialect {

  @Override
  public CompletionStage<Boolean> admits(Handshake handshake) {
    return gatekeeper.admits(handshake);
  }

  @Override
  public ConnectionHandler onOpen(Connection connection) {
    return new VirtualSocketSession(connection, this);
  }
}
