package org.zmqwebbridge.bench.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * What the head of a response says of what follows it (RFC 9112, sections 4 and 6).
 *
 * @param status three digits
 * @param bytes of the body; {@link #CHUNKED} if that shows as it goes
 * @param closes whether the server ends the connection after it
 * @param tag its ETag, with its quotes; empty: it has none
 */
public record ResponseHead(int status, long bytes, boolean closes, String tag) {
  /** The body comes in chunks. */
  static final long CHUNKED = -1;

  static final int MAX_BODY = 64 << 20;
  private static final long UNKNOWN = -2;
  private static final byte[] VERSION = "HTTP/1.1 ".getBytes(ISO_8859_1);
  private static final Pattern LENGTH_VALUE = Pattern.compile("[0-9]{1,9}");
  private static final int LINE_END = 0x0d0a;
  private static final int HEAD_END = 0x0d0a0d0a;

  /** Whether this status never has a body. */
  boolean isBare() {
    return status == 204 || status == 304;
  }

  /** Whether another head follows, of the answer itself. */
  boolean isInterim() {
    return status < 200;
  }

  /** The length of a head, with the empty line, or -1 if its end has not come. */
  static int length(ByteBuffer bytes) {
    for (int at = bytes.position(); at + 4 <= bytes.limit(); at++) {
      if (bytes.getInt(at) == HEAD_END) {
        return at + 4 - bytes.position();
      }
    }
    return -1;
  }

  /**
   * Reads a head.
   *
   * @param head whole, with the empty line
   * @throws IOException if it is none, or does not say where its body ends
   */
  static ResponseHead parse(ByteBuffer head) throws IOException {
    Fields fields = new Fields();
    int from = head.position();
    int status = 0;
    for (int at = from; at + 2 <= head.limit(); at++) {
      if (head.getShort(at) == LINE_END) {
        if (status == 0) {
          status = statusOf(head, from, at);
        } else if (at > from) {
          fields.line(head, from, at);
        }
        from = at + 2;
      }
    }
    ResponseHead read = new ResponseHead(status, fields.bytes, fields.closes, fields.tag);
    if (fields.bytes == UNKNOWN && !read.isBare() && !read.isInterim()) {
      throw new IOException("the server does not say how long its answer is");
    }
    return read;
  }

  private static int statusOf(ByteBuffer head, int from, int to) throws IOException {
    int status = 0;
    boolean right = to - from >= VERSION.length + 3;
    for (int i = 0; right && i < VERSION.length; i++) {
      right = head.get(from + i) == VERSION[i];
    }
    for (int i = VERSION.length; right && i < VERSION.length + 3; i++) {
      int digit = head.get(from + i) - '0';
      right = digit >= 0 && digit <= 9;
      status = 10 * status + digit;
    }
    int behind = from + VERSION.length + 3;
    if (!right || status < 100 || (behind < to && head.get(behind) != ' ')) {
      throw new IOException("the server does not speak HTTP/1.1");
    }
    return status;
  }

  private static String text(ByteBuffer head, int from, int to) {
    return ISO_8859_1.decode(head.slice(from, to - from)).toString();
  }

  /** The fields that matter. */
  private static final class Fields {
    private static final String LENGTH = "content-length";
    private static final String CODING = "transfer-encoding";
    private static final String CONNECTION = "connection";
    private static final String TAG = "etag";

    private long bytes = UNKNOWN;
    private boolean closes;
    private String tag = "";

    void line(ByteBuffer head, int from, int to) throws IOException {
      int colon = from;
      while (colon < to && head.get(colon) != ':') {
        colon++;
      }
      if (colon == from || colon == to || head.get(from) <= ' ') {
        throw new IOException("the server sent a header without a name");
      }
      if (is(head, from, colon, LENGTH)) {
        length(value(head, colon, to));
      } else if (is(head, from, colon, CODING)) {
        coding(value(head, colon, to));
      } else if (is(head, from, colon, CONNECTION)) {
        closes |= value(head, colon, to).equalsIgnoreCase("close");
      } else if (is(head, from, colon, TAG)) {
        tag = value(head, colon, to);
      }
    }

    private static boolean is(ByteBuffer head, int from, int to, String name) {
      if (to - from != name.length()) {
        return false;
      }
      for (int i = 0; i < name.length(); i++) {
        if (Character.toLowerCase((char) head.get(from + i)) != name.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    private static String value(ByteBuffer head, int colon, int to) {
      return text(head, colon + 1, to).strip();
    }

    private void length(String value) throws IOException {
      if (bytes != UNKNOWN
          || !LENGTH_VALUE.matcher(value).matches()
          || Integer.parseInt(value) > MAX_BODY) {
        throw new IOException("the server sent a Content-Length that cannot be");
      }
      bytes = Integer.parseInt(value);
    }

    private void coding(String value) throws IOException {
      if (bytes != UNKNOWN || !value.equalsIgnoreCase("chunked")) {
        throw new IOException("the server sent a Transfer-Encoding that cannot be");
      }
      bytes = CHUNKED;
    }
  }
}
