package org.zmqwebbridge.grip;

import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.Printable;
import org.zmqwebbridge.origin.OriginFailure;

/** What clients are told where no origin has answered. */
final class ProxyErrors {
  /** To a client that asks for what no route is for. */
  static final HttpAnswer NO_ROUTE = HttpAnswer.text(502, "No route for this host and path.");

  /** RFC 9110, section 9.3.8: it would show a page what its script may not see. */
  static final HttpAnswer NO_TRACE = HttpAnswer.text(405, "TRACE is not answered here.");

  private ProxyErrors() {}

  /**
   * @param isTold whether its client may know what happened
   */
  static HttpAnswer answer(int status, OriginFailure failure, boolean isTold) {
    return HttpAnswer.text(
        status,
        isTold
            ? "Error while proxying to origin: " + Printable.cut(failure.text()) + "."
            : "Error while proxying to origin.");
  }
}
