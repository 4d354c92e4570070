package org.zmqwebbridge.auth;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.zmqwebbridge.edge.Connection;

/**
 * What one connection has been granted, for itself and for its sockets. If any of it is taken away,
 * the connection ends: on this wire no socket can be closed alone, and a page that went deaf
 * without a word would not know.
 *
 * <p>Owner thread: none; decisions come from workers. Its own lock is held for list changes only.
 */
public final class ConnectionGrants {
  private final Connection connection;
  private final Grant admission;
  private final Leases leases;
  private final List<Lease> held = new ArrayList<>(0);
  private Set<Object> basis;
  private boolean ended;

  public ConnectionGrants(Connection connection, Grant admission, Leases leases) {
    this.connection = connection;
    this.admission = admission;
    this.leases = leases;
    this.basis = admission.basis();
    hold(admission);
  }

  /** What the connection was granted when it came. */
  public Grant admission() {
    return admission;
  }

  /** What all was believed that it is granted for. */
  public synchronized Set<Object> basis() {
    return basis;
  }

  private synchronized void rely(Set<Object> more) {
    if (!basis.containsAll(more)) {
      Set<Object> all = new HashSet<>(basis);
      all.addAll(more);
      basis = Set.copyOf(all);
    }
  }

  /** Something more was granted, for a socket. */
  public void add(Grant grant) {
    rely(grant.basis());
    if (!holds(grant)) {
      hold(grant);
    }
    confirm();
  }

  private void hold(Grant grant) {
    if (grant.principal().isEmpty() && grant.expiry().isEmpty() && !grant.provisional()) {
      return; // nothing that could end before the connection
    }
    Lease lease = leases.open(grant, connection::close);
    if (!keep(lease)) {
      lease.close();
    }
  }

  private synchronized boolean holds(Grant grant) {
    return held.stream().anyMatch(lease -> lease.grant().equals(grant));
  }

  private synchronized boolean keep(Lease lease) {
    return !ended && held.add(lease);
  }

  private void confirm() {
    all().forEach(Lease::confirm);
  }

  private synchronized List<Lease> all() {
    return List.copyOf(held);
  }

  /** The connection has ended. */
  public void end() {
    letGo().forEach(Lease::close);
  }

  private synchronized List<Lease> letGo() {
    ended = true;
    List<Lease> all = all();
    held.clear();
    return all;
  }
}
