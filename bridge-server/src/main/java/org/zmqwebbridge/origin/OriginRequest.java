package org.zmqwebbridge.origin;

import java.util.List;
import org.zmqwebbridge.edge.HeaderField;

/**
 * A request to a back end.
 *
 * <p>Immutable.
 *
 * @param target path and query as they are sent
 * @param headers in their order, {@code Host} among them, but for those that frame the body and the
 *     connection
 * @param body not to be changed any more; {@code null}: it comes in parts ({@link
 *     OriginCall#write})
 * @param bodyBytes how long a body is that comes in parts; -1: it ends where it ends
 * @param trailers that follow a body that is known; mostly none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record OriginRequest(
    OriginAddress address,
    String method,
    String target,
    List<HeaderField> headers,
    byte[] body,
    long bodyBytes,
    List<HeaderField> trailers) {
  public OriginRequest {
    headers = List.copyOf(headers);
    trailers = List.copyOf(trailers);
  }

  /** One whose body is known; may be empty. */
  public static OriginRequest of(
      OriginAddress address, String method, String target, List<HeaderField> headers, byte[] body) {
    return new OriginRequest(address, method, target, headers, body, body.length, List.of());
  }

  /** The same with trailers. */
  public OriginRequest withTrailers(List<HeaderField> said) {
    return new OriginRequest(address, method, target, headers, body, bodyBytes, said);
  }

  /** Nothing that may carry a secret. */
  @Override
  public String toString() {
    return method + " at " + address;
  }
}
