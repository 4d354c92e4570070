package org.zmqwebbridge.door;

import java.util.Optional;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.gateway.Door;
import org.zmqwebbridge.gateway.EndpointDirectory;
import org.zmqwebbridge.gateway.EndpointSpec;

/** Which endpoints have a door, and of which kind: the one place that says so. */
enum Doors {
  /** Requests and their replies. */
  REQUEST("/req/") {
    @Override
    boolean suits(SocketType type) {
      return type == SocketType.REQ;
    }
  },

  /** Publications. */
  SUBSCRIBE("/sub/") {
    @Override
    boolean suits(SocketType type) {
      return type == SocketType.SUB;
    }
  },

  /** Messages that nobody owes an answer. */
  PUSH("/push/") {
    @Override
    boolean suits(SocketType type) {
      return type == SocketType.PUSH || type == SocketType.PUB;
    }
  };

  private final String prefix;

  Doors(String prefix) {
    this.prefix = prefix;
  }

  /** What the paths of these doors begin with; a name follows. */
  String prefix() {
    return prefix;
  }

  abstract boolean suits(SocketType type);

  /** The endpoint whose door of this kind has this name, if it is open; empty: there is none. */
  Optional<EndpointSpec> find(String name, EndpointDirectory directory) {
    return directory
        .named(name)
        .filter(endpoint -> suits(endpoint.type()) && endpoint.opens(Door.HTTP));
  }
}
