package org.zmqwebbridge.auth;

import java.util.Optional;
import java.util.Set;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Handshake;

/**
 * Decides which browsers may come in and which sockets they may open. Subclass it, override one
 * method or both, and name the class as {@code auth.class} or hand an instance to {@code
 * Bridge.builder().authorizer(…)}.
 *
 * <p>Whatever a hook says, a page reaches only the endpoints that the configuration names: hooks
 * narrow, they never widen. As it stands, this class allows all of those.
 *
 * <p>Owner thread: any; the hooks are called on worker threads, several at a time, and may block.
 * One that throws, returns {@code null}, or takes longer than {@code deadlines.hookMillis} (2 s)
 * denies. Lifetime: as long as the bridge.
 */
public class Authorizer {
  /** Lets everyone open every configured endpoint. */
  public static final Authorizer ALLOW_ALL = new Authorizer();

  /** Lets nobody in. */
  public static final Authorizer DENY_ALL =
      new Authorizer() {
        @Override
        public Decision websocketAllowed(Handshake handshake) {
          return Decision.DENY;
        }

        @Override
        public Decision zmqAllowed(ZmqRequest request) {
          return Decision.DENY;
        }

        @Override
        public Decision renewalAllowed(RenewalRequest request) {
          return Decision.DENY;
        }
      };

  /**
   * Whether this client may open a WebSocket; denied means HTTP 403, before the upgrade. The Origin
   * has been checked already.
   *
   * @param handshake path, query, headers, cookies, remote address, TLS, subprotocols
   */
  public Decision websocketAllowed(Handshake handshake) {
    return Decision.ALLOW;
  }

  /**
   * Whether this virtual socket may be opened; denied means an error reply with code {@code
   * not_allowed}.
   *
   * @param request who asks, for which endpoint, with which extra fields
   */
  public Decision zmqAllowed(ZmqRequest request) {
    return Decision.ALLOW;
  }

  /**
   * Whether a connection goes on by these credentials, which its page has brought since
   * (PROTOCOL-2.md, section 2); denied means an error, and what was granted before stays as it is.
   * Whatever is answered, the principal cannot become another one.
   *
   * @param request who asks, with which fields
   */
  public Decision renewalAllowed(RenewalRequest request) {
    return Decision.unauthorized("this authorizer renews nothing");
  }

  /**
   * Whether a connection that was let in before a reload, by this authorizer or by the one before
   * it, may stay. Called once for each connection, on the thread that reloads; it may not block.
   *
   * @param basis what was believed for all that the connection was granted ({@link Grant#basedOn})
   * @return why it must go; empty: it may stay
   */
  public Optional<CloseReason> objection(Set<Object> basis) {
    return Optional.empty();
  }
}
