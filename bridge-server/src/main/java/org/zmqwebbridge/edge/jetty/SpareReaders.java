package org.zmqwebbridge.edge.jetty;

import org.eclipse.jetty.server.HttpConfiguration;

/**
 * Readers of requests: most requests are read in one turn, so that each thread needs one only.
 *
 * <p>Owner thread: none; each thread has a spare one of its own.
 */
final class SpareReaders {
  private static final ThreadLocal<RequestReader> SPARE = new ThreadLocal<>();

  private final HttpConfiguration http;

  /**
   * @param http how requests are parsed
   */
  SpareReaders(HttpConfiguration http) {
    this.http = http;
  }

  /** One for a request that begins; {@link #giveBack} when the request has been read. */
  RequestReader take() {
    RequestReader reader = SPARE.get();
    SPARE.set(null);
    return reader != null
            && reader.isLike(
                http.getRequestHeaderSize(), http.getHttpCompliance(), http.getUriCompliance())
        ? reader
        : new RequestReader(
            http.getRequestHeaderSize(), http.getHttpCompliance(), http.getUriCompliance(), true);
  }

  /** One that stands between two requests; any other is not taken. */
  void giveBack(RequestReader reader) {
    SPARE.set(reader.isBetween() ? reader : null);
  }
}
