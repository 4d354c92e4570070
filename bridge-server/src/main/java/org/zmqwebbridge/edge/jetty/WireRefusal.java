package org.zmqwebbridge.edge.jetty;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.zmqwebbridge.edge.Printable;
import org.zmqwebbridge.observe.Counter;

/**
 * What the edge says instead of a back end, on a connection that ends with it.
 *
 * <p>Immutable.
 *
 * @param text the body, without its line feed
 * @param counter what counts it
 * @param why for the log; text of strangers in it is printable and cut
 */
record WireRefusal(int status, String text, Counter counter, String why) {
  private static final String HEADERS =
      "Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n"
          + "X-Content-Type-Options: nosniff\r\nConnection: close\r\nContent-Length: ";

  /** Of a request that cannot be read, or not be handed on. */
  static WireRefusal of(HttpException bad) {
    boolean isLarge =
        bad.getCode() == HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431
            || bad.getCode() == HttpStatus.URI_TOO_LONG_414;
    return new WireRefusal(
        bad.getCode(),
        HttpStatus.getMessage(bad.getCode()) + ".",
        isLarge ? Counter.HANDSHAKES_REFUSED_HEADERS : Counter.HTTP_REFUSED,
        isLarge
            ? "its line and headers are above limits.maxHeaderBytes"
            : Printable.cut(String.valueOf(bad.getReason())));
  }

  /** One that may pass later. */
  static WireRefusal later(int status, Counter counter, String why) {
    return new WireRefusal(status, "Try again later.", counter, why);
  }

  /** The whole answer. */
  byte[] bytes() {
    String head = "HTTP/1.1 " + status + " " + HttpStatus.getMessage(status) + "\r\n" + HEADERS;
    return (head + (text.length() + 1) + "\r\n\r\n" + text + "\n").getBytes(US_ASCII);
  }
}
