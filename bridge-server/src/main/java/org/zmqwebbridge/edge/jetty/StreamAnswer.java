package org.zmqwebbridge.edge.jetty;

import java.util.Arrays;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.zmqwebbridge.edge.PortStream;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * What the answer on one stream has said about its body, and how much of that is still to come.
 *
 * <p>Owner thread: none; guarded by its own lock.
 */
final class StreamAnswer {
  private final boolean isHeadOnly;
  private final Counters counters;
  private boolean isBegun;
  private boolean isUntilEnd;
  private boolean isExceeded;
  private long left;

  StreamAnswer(String method, Counters counters) {
    this.isHeadOnly = HttpMethod.HEAD.is(method);
    this.counters = counters;
  }

  /** Whether this is the first answer; it then counts. */
  synchronized boolean begin(int status, long bodyBytes) {
    if (isBegun) {
      return false;
    }
    isBegun = true;
    isUntilEnd = bodyBytes == PortStream.UNTIL_END && mayHaveBody(status);
    left = mayHaveBody(status) ? Math.max(0, bodyBytes) : 0;
    return true;
  }

  /** Whether an answer of this status has a body. */
  boolean mayHaveBody(int status) {
    return !isHeadOnly
        && status != HttpStatus.NO_CONTENT_204
        && status != HttpStatus.NOT_MODIFIED_304;
  }

  synchronized boolean isBegun() {
    return isBegun;
  }

  /** Whether all has come that was said. */
  synchronized boolean isWhole() {
    return isBegun && !isUntilEnd && left == 0;
  }

  /** Whether an end now would be too early. */
  synchronized boolean isShort() {
    return !isUntilEnd && left > 0;
  }

  /** What of these bytes belongs to the body; the rest is counted. */
  synchronized byte[] take(byte[] bytes) {
    if (!isBegun || isUntilEnd) {
      return isBegun ? bytes : new byte[0];
    }
    if (bytes.length > left && !isExceeded) {
      isExceeded = true;
      counters.increment(Counter.HTTP2_ANSWERS_EXCEEDED);
    }
    byte[] taken = bytes.length > left ? Arrays.copyOf(bytes, (int) left) : bytes;
    left -= taken.length;
    return taken;
  }

  /** The head, as it is written. */
  static MetaData.Response head(ResponseHead said, long bodyBytes) {
    HttpFields.Mutable fields = HttpFields.build();
    ReplyHeaders.write(said, bodyBytes, fields);
    return response(said.status(), fields);
  }

  /** One that is said before it. */
  static MetaData.Response response(int status, HttpFields fields) {
    return new MetaData.Response(status, null, HttpVersion.HTTP_2, fields.asImmutable());
  }
}
