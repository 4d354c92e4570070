package org.zmqwebbridge.blastbeat;

import java.util.Arrays;
import org.zmqwebbridge.http1.AnswerHead;
import org.zmqwebbridge.http1.AnswerReader;
import org.zmqwebbridge.http1.BadAnswerException;

/**
 * A whole answer that a node has had kept.
 *
 * <p>Immutable.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Kept(AnswerHead head, byte[] headBytes, byte[] body) {
  /**
   * Cuts one.
   *
   * @throws BadAnswerException if it is none, or not as long as it says
   */
  static Kept read(byte[] response) throws BadAnswerException {
    int end = headEnd(response);
    byte[] headBytes = Arrays.copyOf(response, end);
    AnswerHead head = AnswerReader.whole(headBytes);
    byte[] body = Arrays.copyOfRange(response, end, response.length);
    if (head.isInterim() || head.bodyBytes() != body.length) {
      throw new BadAnswerException("a kept answer is not as long as it says");
    }
    return new Kept(head, headBytes, body);
  }

  /** After its empty line; there may be none. */
  private static int headEnd(byte[] response) {
    int lineStart = 0;
    for (int i = 0; i < response.length; i++) {
      if (response[i] == '\n') {
        int length = i - lineStart;
        if (i > 0 && (length == 0 || (length == 1 && response[i - 1] == '\r'))) {
          return i + 1;
        }
        lineStart = i + 1;
      }
    }
    return response.length;
  }

  int length() {
    return headBytes.length + body.length;
  }
}
