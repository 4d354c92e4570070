package org.zmqwebbridge.edge;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A place where clients come in whose connections are a dialect's own from their first byte: it
 * reads what they send, and writes what they get.
 *
 * <p>Immutable.
 *
 * @param name what the operator calls it
 * @param listen the addresses, all with one port; port 0 takes a free one
 * @param tls empty: it speaks in the clear
 * @param opener hears of each connection, and returns who answers there; called by the edge's
 *     threads, and may not block
 */
public record Port(
    String name,
    List<InetSocketAddress> listen,
    Optional<PortTls> tls,
    Function<PortConnection, PortHandler> opener) {
  public Port {
    listen = List.copyOf(listen);
  }
}
