package org.zmqwebbridge.edge;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One more place where clients come in, besides the first.
 *
 * @param name what the operator calls it
 * @param listen the addresses, all with one port; port 0 takes a free one
 * @param tls whether it speaks TLS, with the certificate of the first
 * @param serves what is there
 * @param unix where it is instead of {@code listen}, which then stands for it: loopback, port 0
 */
public record Listener(
    String name,
    List<InetSocketAddress> listen,
    boolean tls,
    Set<Served> serves,
    Optional<UnixPlace> unix) {
  private static final InetSocketAddress OF_THIS_MACHINE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  public Listener {
    listen = List.copyOf(listen);
    serves = Set.copyOf(serves);
  }

  /** One at these addresses. */
  public Listener(String name, List<InetSocketAddress> listen, boolean tls, Set<Served> serves) {
    this(name, listen, tls, serves, Optional.empty());
  }

  /** One at a Unix socket, in clear. */
  public static Listener at(String name, UnixPlace place, Set<Served> serves) {
    return new Listener(name, List.of(OF_THIS_MACHINE), false, serves, Optional.of(place));
  }
}
