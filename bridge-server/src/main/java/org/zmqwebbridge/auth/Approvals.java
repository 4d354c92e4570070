package org.zmqwebbridge.auth;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.observe.ConnectionId;
import org.zmqwebbridge.rate.RateLimiter;

/**
 * The hooks' answers about one connection's sockets: asks, and keeps what was granted.
 *
 * <p>Owner thread: the connection's edge callbacks ask; answers come on a worker. Lifetime: its
 * session's, until {@link #end}.
 */
public final class Approvals {
  private final Connection connection;
  private final Gatekeeper gatekeeper;
  private final ConnectionGrants grants;
  private final RateLimiter rate;

  /**
   * @param admission what the connection was granted when it came
   */
  public Approvals(
      Connection connection,
      Grant admission,
      Gatekeeper gatekeeper,
      Leases leases,
      RateLimiter rate) {
    this.connection = connection;
    this.gatekeeper = gatekeeper;
    this.grants = new ConnectionGrants(connection, admission, leases);
    this.rate = rate;
  }

  /**
   * Asks the hook about a socket.
   *
   * @param type of the endpoint
   * @param endpoint its name
   * @param address its address, or all of them, as {@link ZmqRequest} has them
   * @param filter a SUB socket's, or the empty string
   * @param fields what the client sent for the hook
   * @return what the socket is granted, together with the connection; empty: it may not be opened
   */
  public CompletionStage<Optional<Grant>> ask(
      SocketType type, String endpoint, String address, String filter, Map<String, Object> fields) {
    ZmqRequest question =
        new ZmqRequest(
            connection.id(),
            connection.handshake(),
            grants.admission(),
            type,
            endpoint,
            address,
            filter,
            fields);
    return gatekeeper.allows(question);
  }

  /** What a socket may that was granted this: no more than its connection. */
  public Grant within(Grant granted) {
    return granted.and(grants.admission());
  }

  /** A socket is opened by this grant: the connection ends with it. */
  public void keep(Grant granted) {
    grants.add(granted);
    onKept(granted);
  }

  /**
   * The same, where the socket can end alone.
   *
   * @param onExpiry is told if the grant expires, perhaps before this returns; if it is taken away
   *     for anything else, the connection ends
   * @return to be run when the socket has ended
   */
  public Runnable keep(Grant granted, Runnable onExpiry) {
    Runnable release = grants.add(granted, onExpiry);
    onKept(granted);
    return release;
  }

  private void onKept(Grant granted) {
    objection().ifPresent(connection::close); // of a reload while the hook was asked
    granted.principal().ifPresent(rate::join);
  }

  /** What the connection is granted. */
  public Grant admission() {
    return grants.admission();
  }

  /**
   * Asks the hook about credentials that the page has brought.
   *
   * @return as {@link Gatekeeper#renews}
   */
  public CompletionStage<Decision> renew(Map<String, Object> fields) {
    RenewalRequest question =
        new RenewalRequest(connection.id(), connection.handshake(), grants.admission(), fields);
    return gatekeeper.renews(question);
  }

  /**
   * The connection goes on by this, in the place of what it was granted before.
   *
   * @return false, and nothing has changed, if it was granted to somebody else
   */
  public boolean renewed(Grant granted) {
    boolean same = grants.renew(granted);
    if (same) {
      onKept(granted);
    }
    return same;
  }

  /** Why the current hooks would not grant what was granted. */
  public Optional<CloseReason> objection() {
    return gatekeeper.objection(grants.basis(), new ConnectionId(connection.id()));
  }

  /** The connection has ended. */
  public void end() {
    grants.end();
  }
}
