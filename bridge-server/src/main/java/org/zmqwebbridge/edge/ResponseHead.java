package org.zmqwebbridge.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Line and headers of an HTTP response as a back end says them: sent as they are, where an {@link
 * HttpAnswer} has the edge's own headers too.
 *
 * <p>Immutable.
 *
 * @param status for example 200; not below 200
 * @param reason the phrase after it, which HTTP/2 does not have; empty: that of the status
 * @param headers in their order, but for those that frame the body ({@code Content-Length}, {@code
 *     Transfer-Encoding}) and the connection ({@code Connection}, {@code Keep-Alive}, {@code
 *     Upgrade}), which are the edge's
 */
public record ResponseHead(int status, String reason, List<HeaderField> headers) {
  private static final int FIRST = 200;
  private static final int LAST = 999;

  public ResponseHead {
    headers = List.copyOf(headers);
    if (status < FIRST || status > LAST) {
      throw new IllegalArgumentException(status + " is no status of a response");
    }
    if (!HeaderField.isValue(reason)) {
      throw new IllegalArgumentException("a reason phrase holds a control character");
    }
  }

  /** One with the usual phrase, and one media type. */
  public static ResponseHead of(int status, String contentType) {
    return new ResponseHead(status, "", List.of(new HeaderField("Content-Type", contentType)));
  }

  /** The first value of a header, whatever the case of its name. */
  public Optional<String> header(String name) {
    return headers.stream().filter(field -> field.is(name)).map(HeaderField::value).findFirst();
  }

  /** The same, with one header in the place of all of its name. */
  public ResponseHead with(String name, String value) {
    List<HeaderField> changed = new ArrayList<>(without(name).headers);
    changed.add(new HeaderField(name, value));
    return new ResponseHead(status, reason, changed);
  }

  /** The same, without the headers of this name. */
  public ResponseHead without(String name) {
    return new ResponseHead(
        status, reason, headers.stream().filter(field -> !field.is(name)).toList());
  }
}
