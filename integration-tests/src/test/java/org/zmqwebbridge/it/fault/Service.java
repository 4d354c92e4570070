package org.zmqwebbridge.it.fault;

import org.zmqwebbridge.gateway.EndpointSpec;

/**
 * A service that answers, until a scenario does something to it.
 *
 * <p>Owner thread: the scenario's. Lifetime: started when it is made.
 */
interface Service extends AutoCloseable {
  /** Where it listens, on loopback, each time that it lives. */
  int port();

  /** How the bridge reaches it: in clear, unless it says otherwise. */
  default EndpointSpec reached(EndpointSpec endpoint) {
    return endpoint;
  }

  /** Takes requests and answers none. */
  void freeze();

  /** Answers again; those that it took meanwhile at the latest when another comes. */
  void thaw();

  /** Ends it as a power cut does. */
  void kill();

  /** Starts it again, at the same port; it listens when this returns. */
  void start();

  @Override
  void close();

  /** One that answers in this speech. */
  static Service of(Peer peer, Speech speech) {
    if (peer == Peer.LIBZMQ) {
      return new PythonService(speech == Speech.RPC ? "rpc" : "echo");
    }
    return speech == Speech.RPC ? new JavaRpcService() : new JavaEcho();
  }
}
