package org.zmqwebbridge.blastbeat;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What is answered where no node answers. The connection ends with it.
 *
 * <p>Immutable.
 *
 * @param status of HTTP
 * @param phrase after it
 * @param text what has happened, and what to do
 */
record Refusal(int status, String phrase, String text) {
  private static final int OTHER_VERSION_STATUS = 426;

  static final Refusal MALFORMED =
      new Refusal(400, "Bad Request", "This is no request that can be understood.");
  static final Refusal FOREIGN_PAGE =
      new Refusal(
          403, "Forbidden", "Pages of this Origin may open no WebSocket here; see origins.");
  static final Refusal OTHER_VERSION =
      new Refusal(426, "Upgrade Required", "WebSockets are of version 13 here.");
  static final Refusal TOO_LARGE =
      new Refusal(413, "Content Too Large", "The body of this request is too large.");
  static final Refusal MISDIRECTED =
      new Refusal(
          421,
          "Misdirected Request",
          "This connection belongs to another host; ask again on another connection.");
  static final Refusal HEADERS_TOO_LARGE =
      new Refusal(
          431, "Request Header Fields Too Large", "The headers of this request are too large.");
  static final Refusal NODE_LOST =
      new Refusal(
          502, "Bad Gateway", "The node that had this request has gone; nobody else was asked.");
  static final Refusal NODE_WRONG =
      new Refusal(502, "Bad Gateway", "The node has said something that is no answer.");
  static final Refusal TOO_MANY_HOPS =
      new Refusal(502, "Bad Gateway", "No node took this request; several have passed it on.");
  static final Refusal NO_NODE =
      new Refusal(503, "Service Unavailable", "No node is there for this host; try again later.");
  static final Refusal BUSY =
      new Refusal(503, "Service Unavailable", "There is no room for this request; try again.");
  static final Refusal AWAY =
      new Refusal(
          503, "Service Unavailable", "The server, or this host of it, is going away; try again.");
  static final Refusal SILENT =
      new Refusal(504, "Gateway Timeout", "The node that had this request has not answered.");

  /** No such host; names the one that came, and those that are. */
  static Refusal notFound(String host, String known) {
    String text = "There is no host " + printable(host) + " here; there is " + known + ".";
    return new Refusal(404, "Not Found", text);
  }

  /** A request of this status. */
  static Refusal of(int status) {
    return switch (status) {
      case 413 -> TOO_LARGE;
      case 431 -> HEADERS_TOO_LARGE;
      case 417 -> new Refusal(417, "Expectation Failed", "Only 100-continue can be expected.");
      case 501 -> new Refusal(501, "Not Implemented", "This transfer coding is not understood.");
      default -> MALFORMED;
    };
  }

  private static String printable(String text) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), 100); i++) {
      char c = text.charAt(i);
      safe.append(c > ' ' && c < 0x7f ? c : '?');
    }
    return safe.toString();
  }

  /** The text, as it is sent. */
  byte[] body() {
    return (text + "\n").getBytes(UTF_8);
  }

  /** The whole answer in HTTP/1. */
  byte[] answer() {
    byte[] body = body();
    byte[] head =
        ("HTTP/1.1 "
                + status
                + ' '
                + phrase
                + "\r\nContent-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff"
                + (status == OTHER_VERSION_STATUS ? "\r\nSec-WebSocket-Version: 13" : "")
                + "\r\nConnection: close\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(UTF_8);
    return Pieces.join(head, body);
  }
}
