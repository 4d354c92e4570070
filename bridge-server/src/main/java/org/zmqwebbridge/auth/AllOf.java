package org.zmqwebbridge.auth;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Handshake;

/**
 * Two authorizers that must both say yes, the second knowing what the first has granted.
 *
 * <p>Immutable. Owner thread: hooks' workers.
 */
public final class AllOf extends Authorizer {
  private final Authorizer first;
  private final Authorizer second;

  /**
   * @param first who it is
   * @param second what it may; what the first grants can only become less
   */
  public AllOf(Authorizer first, Authorizer second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public Decision websocketAllowed(Handshake handshake) {
    return both(first.websocketAllowed(handshake), grant -> second.websocketAllowed(handshake));
  }

  @Override
  public Decision zmqAllowed(ZmqRequest request) {
    return both(
        first.zmqAllowed(request),
        grant -> second.zmqAllowed(request.with(grant.and(request.admission()))));
  }

  @Override
  public Decision renewalAllowed(RenewalRequest request) {
    return both(
        first.renewalAllowed(request),
        grant -> second.renewalAllowed(request.with(grant.and(request.admission()))));
  }

  @Override
  public Optional<CloseReason> objection(Set<Object> basis) {
    return first.objection(basis).or(() -> second.objection(basis));
  }

  private static Decision both(Decision one, Function<Grant, Decision> other) {
    if (one instanceof Decision.Allowed allowed) {
      return narrowed(allowed.grant(), other.apply(allowed.grant()));
    }
    if (one instanceof Decision.Later later) {
      return Decision.later(later.stage().thenCompose(decided -> stage(both(decided, other))));
    }
    return one;
  }

  private static Decision narrowed(Grant grant, Decision other) {
    if (other instanceof Decision.Allowed allowed) {
      return Decision.allow(grant.and(allowed.grant()));
    }
    if (other instanceof Decision.Later later) {
      return Decision.later(later.stage().thenApply(decided -> narrowed(grant, decided)));
    }
    return other;
  }

  private static CompletionStage<Decision> stage(Decision decision) {
    return decision instanceof Decision.Later later
        ? later.stage()
        : CompletableFuture.completedFuture(decision);
  }
}
