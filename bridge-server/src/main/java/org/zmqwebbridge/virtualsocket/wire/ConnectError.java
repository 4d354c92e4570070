package org.zmqwebbridge.virtualsocket.wire;

import java.util.Locale;

/**
 * Why a connect is refused. The texts are fixed: they tell the page's author what to do, and nobody
 * anything about the network behind the bridge.
 */
public enum ConnectError {
  MALFORMED(
      "The connect's content is not a JSON object with zmq_conn_string (an endpoint's name or"
          + " tcp://host:port) and socket_type (2 SUB, 3 REQ, 4 REP)."),
  NOT_ALLOWED(
      "This page may not open this endpoint with this socket type. Ask the bridge's operator which"
          + " endpoints are open to it."),
  IN_USE("A socket with this identity is connected already. Choose another identity."),
  LIMIT("A limit of the bridge is reached. Close sockets that are not needed, or try later."),
  UNAVAILABLE("The bridge cannot open this socket now. Try again later.");

  private final String text;

  ConnectError(String text) {
    this.text = text;
  }

  /** What programs compare. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What people read. */
  public String text() {
    return text;
  }
}
