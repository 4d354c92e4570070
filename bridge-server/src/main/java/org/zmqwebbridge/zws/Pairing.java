package org.zmqwebbridge.zws;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.auth.SocketType;

/**
 * Which sockets of clients an endpoint is for, and which the bridge is to them: as the types of
 * ZeroMQ go together (RFC 28 to 31).
 *
 * @param own what the bridge says that it is
 * @param clients what a client may be
 */
record Pairing(String own, List<String> clients) {
  private static final Map<SocketType, Pairing> ALL = new EnumMap<>(SocketType.class);

  static {
    ALL.put(SocketType.REQ, new Pairing("ROUTER", List.of("REQ", "DEALER")));
    ALL.put(SocketType.DEALER, new Pairing("ROUTER", List.of("DEALER", "REQ")));
    ALL.put(SocketType.SUB, new Pairing("XPUB", List.of("SUB", "XSUB")));
    ALL.put(SocketType.PUB, new Pairing("SUB", List.of("PUB", "XPUB")));
    ALL.put(SocketType.PUSH, new Pairing("PULL", List.of("PUSH")));
    ALL.put(SocketType.PULL, new Pairing("PUSH", List.of("PULL")));
    ALL.put(SocketType.PAIR, new Pairing("PAIR", List.of("PAIR")));
  }

  /** Of an endpoint of this type; empty: it is for pages only. */
  static Optional<Pairing> of(SocketType type) {
    return Optional.ofNullable(ALL.get(type));
  }
}
