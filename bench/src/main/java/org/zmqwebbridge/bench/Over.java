package org.zmqwebbridge.bench;

import java.util.Locale;

/** The ways to an endpoint that a load can take. */
enum Over {
  /** A page's sockets. */
  WEBSOCKET,
  /** {@code POST /req/NAME}, one after the other on connections that are kept. */
  HTTP,
  /** {@code GET /sub/NAME}, a stream of server-sent events. */
  SSE,
  /** {@code GET /sub/NAME?wait=…}, one long poll after the other on connections that are kept. */
  POLL;

  /** As on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Over named(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Whether these are requests of plain HTTP. */
  boolean isDoor() {
    return this != WEBSOCKET;
  }
}
