package org.zmqwebbridge.edge;

import java.util.EnumSet;
import java.util.Set;

/** What a listener may serve. That somebody is here, it says at {@code /} in any case. */
public enum Served {
  /** The WebSocket of pages. */
  WEB_SOCKET("websocket"),
  /** ZWS, for stock ZeroMQ clients. */
  ZWS("zws"),
  /** Plain HTTP, the routes of dialects. */
  HTTP("http"),
  /** Pages, and the JavaScript client. */
  PAGES("pages");

  /** All there is. */
  public static final Set<Served> ALL = Set.copyOf(EnumSet.allOf(Served.class));

  private final String word;

  Served(String word) {
    this.word = word;
  }

  /** As settings have it. */
  public String word() {
    return word;
  }
}
