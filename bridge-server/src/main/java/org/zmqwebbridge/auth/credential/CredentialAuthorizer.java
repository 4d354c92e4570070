package org.zmqwebbridge.auth.credential;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.RenewalRequest;
import org.zmqwebbridge.auth.ZmqRequest;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Handshake;

/**
 * Lets in who brings a good credential: with the handshake; or, where that is allowed, with each
 * connect, and then the first must come in time; or a ticket in the URL.
 *
 * <p>Immutable. Owner thread: hooks' workers.
 */
public final class CredentialAuthorizer extends Authorizer {
  private static final String TICKET = "ticket=";

  private final CredentialPlaces places;
  private final List<CredentialVerifier> verifiers;
  private final Optional<Tickets> tickets;

  /**
   * @param verifiers the first that allows counts
   * @param tickets empty: the URL is never looked at
   */
  public CredentialAuthorizer(
      CredentialPlaces places, List<CredentialVerifier> verifiers, Optional<Tickets> tickets) {
    this.places = places;
    this.verifiers = List.copyOf(verifiers);
    this.tickets = tickets;
  }

  @Override
  public Decision websocketAllowed(Handshake handshake) {
    Optional<String> ticket = tickets.flatMap(desk -> ticket(handshake.query()));
    if (ticket.isPresent()) {
      return redeem(ticket.get());
    }
    Optional<String> credential = places.in(handshake);
    if (credential.isPresent()) {
      return verify(credential.get());
    }
    return places.field().isPresent()
        ? Decision.allow(Grant.ANYONE.provisionally())
        : Decision.unauthorized("no credential");
  }

  private static Optional<String> ticket(String query) {
    for (String parameter : query.split("&", -1)) {
      if (parameter.startsWith(TICKET)) {
        return Optional.of(parameter.substring(TICKET.length()));
      }
    }
    return Optional.empty();
  }

  private Decision redeem(String ticket) {
    return tickets
        .flatMap(desk -> desk.redeem(ticket))
        .map(Decision::allow)
        .orElseGet(() -> Decision.unauthorized("a ticket that is unknown, used, or too old"));
  }

  @Override
  public Decision zmqAllowed(ZmqRequest request) {
    if (request.principal().isPresent()) {
      return Decision.ALLOW; // it came with its credential
    }
    return places
        .in(request)
        .map(this::verify)
        .orElseGet(() -> Decision.unauthorized("no credential"));
  }

  @Override
  public Decision renewalAllowed(RenewalRequest request) {
    return places
        .in(request)
        .map(this::verify)
        .orElseGet(() -> Decision.unauthorized("no credential"));
  }

  /** Every credential that was brought must still be good, and there must be one. */
  @Override
  public Optional<CloseReason> objection(Set<Object> basis) {
    List<CredentialBelief> beliefs =
        basis.stream()
            .filter(CredentialBelief.class::isInstance)
            .map(CredentialBelief.class::cast)
            .toList();
    boolean mayComeLater = beliefs.isEmpty() && places.field().isPresent();
    boolean good = !beliefs.isEmpty() && beliefs.stream().allMatch(this::holds);
    return good || mayComeLater ? Optional.empty() : Optional.of(CloseReason.CREDENTIAL_WITHDRAWN);
  }

  private boolean holds(CredentialBelief belief) {
    return belief == Tickets.Belief.REDEEMED
        ? tickets.isPresent()
        : belief instanceof VerifiedBy by
            ? verifiers.contains(by.verifier())
            : verifiers.stream().anyMatch(verifier -> verifier.holds(belief));
  }

  private Decision verify(String credential) {
    Decision last = Decision.unauthorized("nobody to verify a credential");
    Decision undecided = null;
    for (CredentialVerifier verifier : verifiers) {
      last = verifier.verify(credential);
      if (last instanceof Decision.Allowed allowed) {
        return based(allowed, verifier);
      }
      if (last instanceof Decision.Denied denied && denied.told() != CloseReason.UNAUTHORIZED) {
        undecided = last; // it may be good all the same: the client should not give up
      }
    }
    return undecided == null ? last : undecided;
  }

  /** A verifier of an application's own need not say what it believed: then it was the verifier. */
  private static Decision based(Decision.Allowed allowed, CredentialVerifier verifier) {
    return allowed.grant().basis().stream().anyMatch(CredentialBelief.class::isInstance)
        ? allowed
        : Decision.allow(allowed.grant().basedOn(new VerifiedBy(verifier)));
  }

  /** That this verifier, and no other, found a credential good. */
  private record VerifiedBy(CredentialVerifier verifier) implements CredentialBelief {}
}
