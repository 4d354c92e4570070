package org.zmqwebbridge.edge;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * A request that another HTTP server has read, as it was sent.
 *
 * @param target its path as the bridge has it, not decoded, and its query
 * @param version as in the request line: {@code HTTP/1.1}
 * @param client the other end of the connection, or whom that server takes it for
 * @param local this end of it
 * @param secure whether it came over TLS, as far as that server knows
 */
public record GuestRequest(
    String method,
    String target,
    String version,
    List<HeaderField> headers,
    InetSocketAddress client,
    InetSocketAddress local,
    boolean secure) {
  public GuestRequest {
    headers = List.copyOf(headers);
  }
}
