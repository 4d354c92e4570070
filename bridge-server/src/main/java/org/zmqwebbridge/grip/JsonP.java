package org.zmqwebbridge.grip;

import java.util.Optional;

/**
 * How pages ask by script elements, which knows GET only and no headers: the request is in the
 * query, and the answer is a call of a function.
 *
 * <p>Immutable.
 *
 * @param isExtended whether the function is told status and headers too, and the body as a string;
 *     otherwise the body, which is JSON then
 * @param callbackParameter of the query: the function
 * @param bodyParameter of the query: the body, of JSON; empty: {@code _body}, of any kind
 * @param standardCallback for who names none, but has a body
 * @param standardMethod for who names none by {@code _method}
 */
public record JsonP(
    boolean isExtended,
    String callbackParameter,
    Optional<String> bodyParameter,
    Optional<String> standardCallback,
    String standardMethod) {
  /** Where nothing is said. */
  public static final JsonP STANDARD =
      new JsonP(true, "callback", Optional.empty(), Optional.empty(), "GET");
}
