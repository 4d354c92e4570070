package org.zmqwebbridge.mongrel2.config;

/**
 * Handlers on ZeroMQ: the server binds both addresses, and they connect.
 *
 * <p>Immutable.
 *
 * @param sendSpec where requests are pushed from
 * @param sendIdent who the server is, in each request: letters, digits and {@code -}
 * @param recvSpec where replies are subscribed at
 * @param recvIdent what replies must begin with; may be empty
 * @param rawPayload whether replies to JSON sockets are written as they are, not in base64
 */
public record HandlerSpec(
    String sendSpec,
    String sendIdent,
    String recvSpec,
    String recvIdent,
    boolean rawPayload,
    HandlerProtocol protocol)
    implements RouteTarget {
  /**
   * @throws IllegalArgumentException if one value is wrong; says which
   */
  public HandlerSpec {
    Checks.filled(sendSpec, "a handler's send_spec");
    String who = "handler at " + sendSpec + ": ";
    Checks.filled(sendIdent, who + "send_ident");
    Checks.noSpace(sendIdent, who + "send_ident");
    Checks.filled(recvSpec, who + "recv_spec");
    Checks.text(recvIdent, who + "recv_ident");
    Checks.present(protocol, who + "protocol");
  }

  /** Whether both lead over the same pair of sockets. */
  public boolean isSharedWith(HandlerSpec other) {
    return sendSpec.equals(other.sendSpec) && recvSpec.equals(other.recvSpec);
  }

  @Override
  public <T> T dispatch(Kinds<T> kinds) {
    return kinds.onHandler(this);
  }
}
