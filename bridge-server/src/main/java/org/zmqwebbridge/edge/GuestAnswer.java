package org.zmqwebbridge.edge;

import java.util.List;
import java.util.Optional;

/**
 * What the other server is to answer.
 *
 * @param headers in their order; those of the connection are among them for a 101 only
 * @param body empty for a 101
 * @param guest what the connection belongs to, after a 101
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record GuestAnswer(
    int status, List<HeaderField> headers, byte[] body, Optional<Guest> guest) {
  public GuestAnswer {
    headers = List.copyOf(headers);
  }
}
