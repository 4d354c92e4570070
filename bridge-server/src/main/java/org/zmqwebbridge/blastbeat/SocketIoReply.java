package org.zmqwebbridge.blastbeat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.zmqwebbridge.edge.Origin;
import org.zmqwebbridge.http1.BadAnswerException;

/**
 * How requests of socket.io are answered, so that the page that asks may read it.
 *
 * <p>Immutable.
 *
 * @param origin of the page, which may come in; {@code null}: it has none
 */
record SocketIoReply(String origin) {
  private static final String METHODS =
      String.join(
          "\r\n",
          "Access-Control-Allow-Methods: POST, GET, OPTIONS",
          "Access-Control-Allow-Headers: Content-Type",
          "Access-Control-Max-Age: 3600",
          "");

  /** An answer with this text. */
  Kept of(String payload) {
    return kept("", payload);
  }

  /** What such a page may do. */
  Kept options() {
    return kept(METHODS, "");
  }

  private Kept kept(String more, String payload) {
    byte[] body = payload.getBytes(UTF_8);
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=UTF-8\r\n"
            + "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
            + allowed()
            + more
            + "Content-Length: "
            + body.length
            + "\r\n\r\n";
    try {
      return Kept.read(Pieces.join(head.getBytes(ISO_8859_1), body));
    } catch (BadAnswerException ours) {
      throw new IllegalStateException("an answer of socket.io: " + head, ours);
    }
  }

  private String allowed() {
    boolean isOne =
        origin != null && (origin.equals(Origin.OPAQUE) || Origin.parse(origin).isPresent());
    return isOne
        ? "Access-Control-Allow-Origin: "
            + origin
            + "\r\nAccess-Control-Allow-Credentials: true\r\nVary: Origin\r\n"
        : "";
  }
}
