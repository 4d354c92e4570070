package org.zmqwebbridge.edge;

import java.util.List;

/**
 * What a back end says before it answers (RFC 9110, section 15.2): that it works on it, or which
 * pages will be wanted next.
 *
 * <p>Immutable.
 *
 * @param status from 102 to 199: 100 and 101 are about the connection
 * @param reason the phrase after it; empty: that of the status
 * @param headers in their order, but for those that frame a body and the connection
 */
public record InterimHead(int status, String reason, List<HeaderField> headers) {
  private static final int FIRST = 102;
  private static final int LAST = 199;

  public InterimHead {
    headers = List.copyOf(headers);
    if (status < FIRST || status > LAST) {
      throw new IllegalArgumentException(status + " is no status before a response");
    }
    if (!HeaderField.isValue(reason)) {
      throw new IllegalArgumentException("a reason phrase holds a control character");
    }
  }
}
