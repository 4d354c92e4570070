package org.zmqwebbridge.virtualsocket.wire;

import java.util.Locale;

/** Why a ZeroMQ peer that asked a page gets an error instead of the page's answer. */
public enum AskError {
  NO_SUCH_PAGE("No page with this identity is connected to this endpoint."),
  PAGE_LEFT("The page left before it answered."),
  TIMEOUT("The page did not answer in time."),
  OVERFLOW("Too many requests wait for pages at this endpoint. Try again later."),
  TOO_LARGE("The request is larger than this bridge delivers to browsers."),
  SHUTDOWN("The bridge is stopping. Ask again later."),
  MALFORMED("The last frame must be the identity of a page's socket.");

  private final String text;

  AskError(String text) {
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
