package org.zmqwebbridge.auth;

import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.observe.OfConnection;

/**
 * A page brings credentials to a connection that is open; what {@link Authorizer#renewalAllowed}
 * decides about.
 *
 * @param connectionId the connection that asks
 * @param handshake what its client said when it came
 * @param admission what it is granted until now
 * @param fields what the page sent, as in {@link ZmqRequest#fields}
 */
public record RenewalRequest(
    long connectionId, Handshake handshake, Grant admission, Map<String, Object> fields)
    implements OfConnection {

  /** Who asks, if that is known. */
  public Optional<String> principal() {
    return admission.principal();
  }

  /** The same question by somebody of whom more is known. */
  RenewalRequest with(Grant known) {
    return new RenewalRequest(connectionId, handshake, known, fields);
  }

  /** The value of a field that the page sent as a string; {@code null} if it is absent or other. */
  public String text(String field) {
    return fields.get(field) instanceof String text ? text : null;
  }

  /** Leaves the fields out: they hold credentials. */
  @Override
  public String toString() {
    return "renewal by connection " + connectionId;
  }
}
