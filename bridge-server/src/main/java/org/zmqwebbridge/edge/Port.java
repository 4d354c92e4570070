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
 * @param streamOpener the same of each stream of HTTP/2, which is then offered where there is TLS,
 *     if its modules are there; empty: it is not offered. A connection of HTTP/2 is heard of by its
 *     streams alone
 * @param limits of its connections and streams; empty: as everywhere
 */
public record Port(
    String name,
    List<InetSocketAddress> listen,
    Optional<PortTls> tls,
    Function<PortConnection, PortHandler> opener,
    Optional<Function<PortStream, PortStreamHandler>> streamOpener,
    Optional<ConnectionLimits> limits) {
  public Port {
    listen = List.copyOf(listen);
  }

  /** One with the limits that hold everywhere. */
  public Port(
      String name,
      List<InetSocketAddress> listen,
      Optional<PortTls> tls,
      Function<PortConnection, PortHandler> opener,
      Optional<Function<PortStream, PortStreamHandler>> streamOpener) {
    this(name, listen, tls, opener, streamOpener, Optional.empty());
  }

  /** One without HTTP/2. */
  public Port(
      String name,
      List<InetSocketAddress> listen,
      Optional<PortTls> tls,
      Function<PortConnection, PortHandler> opener) {
    this(name, listen, tls, opener, Optional.empty());
  }
}
