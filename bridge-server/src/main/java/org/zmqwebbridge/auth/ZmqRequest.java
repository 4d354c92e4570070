package org.zmqwebbridge.auth;

import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.observe.OfConnection;

/**
 * A page asks to open a virtual socket; what {@link Authorizer#zmqAllowed} decides about and what
 * the bridge then opens: one immutable value, parsed once.
 *
 * @param connectionId the connection that asks
 * @param handshake what its client said when it came
 * @param admission what {@link Authorizer#websocketAllowed} granted it then
 * @param socketType always the endpoint's own type
 * @param endpoint the endpoint's name in the configuration
 * @param address the endpoint's address in canonical form, for example {@code
 *     tcp://127.0.0.1:10001}; of an endpoint with several all of them, with a comma and a space
 *     between
 * @param filter the SUB socket's {@code msgfilter}, or the empty string
 * @param fields every other member that the page sent: {@code String}, {@code Boolean}, {@code
 *     Long} (integers), {@code Double}, {@code BigDecimal} (what neither holds exactly), {@code
 *     List} and {@code Map} of the same, or a {@code null} value
 */
public record ZmqRequest(
    long connectionId,
    Handshake handshake,
    Grant admission,
    SocketType socketType,
    String endpoint,
    String address,
    String filter,
    Map<String, Object> fields)
    implements OfConnection {

  /** Who asks, if that is known. */
  public Optional<String> principal() {
    return admission.principal();
  }

  /** The same question by somebody of whom more is known. */
  public ZmqRequest with(Grant known) {
    return new ZmqRequest(
        connectionId, handshake, known, socketType, endpoint, address, filter, fields);
  }

  /** The value of a field that the page sent as a string; {@code null} if it is absent or other. */
  public String text(String field) {
    return fields.get(field) instanceof String text ? text : null;
  }

  /** Leaves the fields out: they may hold credentials. */
  @Override
  public String toString() {
    return socketType + " " + endpoint + " by connection " + connectionId;
  }
}
