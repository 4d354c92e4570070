package org.zmqwebbridge.virtualsocket.wire;

import java.util.Locale;

/** Why a request ends without its reply. */
public enum RequestError {
  TIMEOUT("The service did not reply in time. It may or may not have done the work."),
  OVERFLOW("Too many requests are in flight. Wait for replies before sending more."),
  GATEWAY_LOST(
      "The service's connection was lost before it replied. It may or may not have done the work."),
  TOO_LARGE("The service's reply is larger than this bridge delivers to browsers."),
  NOT_CONNECTED("No connected REQ socket has this identity. Connect it first."),
  MALFORMED("The request's content is not a string, or not JSON where the endpoint demands it."),
  SHUTDOWN("The bridge is stopping. The service may or may not have done the work.");

  private final String text;

  RequestError(String text) {
    this.text = text;
  }

  /** What programs compare. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What people read. */
  public String text() {
    return text;
  }
}
