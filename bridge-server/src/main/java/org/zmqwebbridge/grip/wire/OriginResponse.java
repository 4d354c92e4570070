package org.zmqwebbridge.grip.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A response of an origin's: to be sent, or what a published one is made of.
 *
 * <p>Immutable.
 *
 * @param reason the phrase after the status; may be empty
 * @param body not to be changed any more
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record OriginResponse(int code, String reason, List<Header> headers, byte[] body) {
  public OriginResponse {
    headers = List.copyOf(headers);
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return headers.stream().filter(field -> field.is(name)).map(Header::value).findFirst();
  }

  /** The same with another body. */
  public OriginResponse withBody(byte[] other) {
    return new OriginResponse(code, reason, headers, other);
  }

  /** The same with these headers in the place of those of their names. */
  public OriginResponse withHeaders(List<Header> more) {
    List<Header> all = new ArrayList<>();
    for (Header field : headers) {
      if (more.stream().noneMatch(other -> other.is(field.name()))) {
        all.add(field);
      }
    }
    all.addAll(more);
    return new OriginResponse(code, reason, all, body);
  }
}
