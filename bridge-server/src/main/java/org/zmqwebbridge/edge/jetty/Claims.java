package org.zmqwebbridge.edge.jetty;

import org.eclipse.jetty.http.HttpFields;

/** Which requests a part of the listener would take for its own, if it were asked. */
@FunctionalInterface
interface Claims {
  /** None. */
  Claims NONE = (host, path, headers) -> false;

  /**
   * Whether it would take this one, which asks for no WebSocket.
   *
   * @param host that it is for, without a port
   * @param path decoded
   */
  boolean claims(String host, String path, HttpFields headers);

  /** What either of two would take. */
  default Claims or(Claims other) {
    return (host, path, headers) ->
        claims(host, path, headers) || other.claims(host, path, headers);
  }
}
