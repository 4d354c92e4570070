package org.zmqwebbridge.http1;

import java.util.List;

/**
 * How long a request's body is (RFC 9112, section 6): what could be read in two ways is refused.
 *
 * <p>Owner thread: none; nothing is kept.
 */
final class Framing {
  private static final int MAX_DIGITS = 18;
  private static final int BAD_REQUEST = 400;
  private static final int EXPECTATION_FAILED = 417;
  private static final int NOT_IMPLEMENTED = 501;

  private Framing() {}

  static long bodyBytes(HttpHead head) throws BadRequestException {
    List<String> codings = head.headers("transfer-encoding");
    List<String> lengths = head.headers("content-length");
    if (!codings.isEmpty()) {
      if (head.isOld() || !lengths.isEmpty()) {
        throw new BadRequestException(BAD_REQUEST, "a length that can be read in two ways");
      }
      if (codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
        throw new BadRequestException(NOT_IMPLEMENTED, "a transfer coding other than chunked");
      }
      return -1;
    }
    return lengths.isEmpty() ? 0 : length(lengths);
  }

  private static long length(List<String> lengths) throws BadRequestException {
    String said = lengths.get(0);
    boolean isNumber = !said.isEmpty() && said.length() <= MAX_DIGITS;
    for (int i = 0; i < said.length(); i++) {
      isNumber &= said.charAt(i) >= '0' && said.charAt(i) <= '9';
    }
    if (!isNumber || lengths.size() > 1) {
      throw new BadRequestException(BAD_REQUEST, "a Content-Length that is no single number");
    }
    return Long.parseLong(said);
  }

  /** RFC 9110, section 10.1.1; HTTP/1.0 knows no interim answer. */
  static boolean expectsContinue(HttpHead head) throws BadRequestException {
    String expected = head.header("expect");
    if (expected == null || head.isOld()) {
      return false;
    }
    if (!expected.equalsIgnoreCase("100-continue")) {
      throw new BadRequestException(EXPECTATION_FAILED, "an expectation other than 100-continue");
    }
    return true;
  }
}
