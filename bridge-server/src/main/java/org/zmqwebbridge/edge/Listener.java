package org.zmqwebbridge.edge;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;

/**
 * One more place where clients come in, besides the first.
 *
 * @param name what the operator calls it
 * @param listen the addresses, all with one port; port 0 takes a free one
 * @param tls whether it speaks TLS, with the certificate of the first
 * @param serves what is there
 */
public record Listener(
    String name, List<InetSocketAddress> listen, boolean tls, Set<Served> serves) {
  public Listener {
    listen = List.copyOf(listen);
    serves = Set.copyOf(serves);
  }
}
