package org.zmqwebbridge.auth;

import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Connection;

/**
 * What one connection has been granted, for itself and for its sockets. What it was granted for
 * itself may be renewed in place; if it is taken away, the connection ends. What is granted for a
 * socket ends that socket alone where a wire can say so, and else the connection: a page that went
 * deaf without a word would not know.
 *
 * <p>Owner thread: none; decisions come from workers. Its own lock is held for list changes only.
 */
public final class ConnectionGrants {
  private final Connection connection;
  private final Leases leases;
  private final List<Lease> held = new ArrayList<>(0);
  private volatile Grant admission;
  private Lease entry; // of the admission; null: nothing of it ends before the connection
  private Set<Object> basisOfSockets = Set.of();
  private boolean ended;

  public ConnectionGrants(Connection connection, Grant admission, Leases leases) {
    this.connection = connection;
    this.admission = admission;
    this.leases = leases;
    this.entry = hold(admission, connection::close).orElse(null);
  }

  /** What the connection was granted when it came, or by what was brought since. */
  public Grant admission() {
    return admission;
  }

  /** What was believed for all that it is granted. */
  public synchronized Set<Object> basis() {
    return Set.copyOf(Sets.union(admission.basis(), basisOfSockets));
  }

  private synchronized void rely(Set<Object> more) {
    if (!basisOfSockets.containsAll(more)) {
      basisOfSockets = Set.copyOf(Sets.union(basisOfSockets, more));
    }
  }

  /** Something more was granted, for a socket; the connection ends with it. */
  public void add(Grant grant) {
    rely(grant.basis());
    if (!holds(grant)) {
      hold(grant, connection::close);
    }
    confirm();
  }

  /**
   * The same, for a socket that can end alone.
   *
   * @param onExpiry is told if it expires, perhaps before this returns; whatever else ends it ends
   *     the connection
   * @return to be run when the socket has ended
   */
  public Runnable add(Grant grant, Runnable onExpiry) {
    rely(grant.basis());
    Optional<Lease> lease = hold(grant, reason -> onEnd(reason, onExpiry));
    confirm();
    return () -> lease.ifPresent(this::letGo);
  }

  private void onEnd(CloseReason reason, Runnable onExpiry) {
    if (reason == CloseReason.GRANT_EXPIRED) {
      onExpiry.run();
    } else {
      connection.close(reason);
    }
  }

  /**
   * The connection goes on by this, in the place of what it was granted before.
   *
   * @return false, and nothing has changed, if that was granted to somebody else
   */
  public boolean renew(Grant grant) {
    Lease before;
    synchronized (this) {
      Optional<String> known = admission.principal();
      if (known.isPresent() && !known.equals(grant.principal())) {
        return false;
      }
      admission = grant;
      before = entry;
      entry = null;
    }
    Optional<Lease> after = hold(grant, connection::close);
    synchronized (this) {
      entry = after.orElse(null);
    }
    if (before != null) {
      letGo(before);
    }
    return true;
  }

  private Optional<Lease> hold(Grant grant, Consumer<CloseReason> holder) {
    if (grant.principal().isEmpty() && grant.expiry().isEmpty() && !grant.provisional()) {
      return Optional.empty(); // nothing that could end before the connection
    }
    Lease lease = leases.open(grant, holder);
    if (!keep(lease)) {
      lease.close();
    }
    return Optional.of(lease);
  }

  private synchronized boolean holds(Grant grant) {
    return held.stream().anyMatch(lease -> lease.grant().equals(grant));
  }

  private synchronized boolean keep(Lease lease) {
    return !ended && held.add(lease);
  }

  private void letGo(Lease lease) {
    synchronized (this) {
      held.remove(lease);
    }
    lease.close();
  }

  private void confirm() {
    all().forEach(Lease::confirm);
  }

  private synchronized List<Lease> all() {
    return List.copyOf(held);
  }

  /** The connection has ended. */
  public void end() {
    letGoOfAll().forEach(Lease::close);
  }

  private synchronized List<Lease> letGoOfAll() {
    ended = true;
    List<Lease> all = all();
    held.clear();
    return all;
  }
}
