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
  PAGES("pages"),
  /** Where publishers of GRIP post; nowhere unless it is named. */
  GRIP_CONTROL("grip-control");

  /** All that a listener serves that does not say what. */
  public static final Set<Served> ALL = Set.copyOf(EnumSet.complementOf(EnumSet.of(GRIP_CONTROL)));

  private final String word;

  Served(String word) {
    this.word = word;
  }

  /** As settings have it. */
  public String word() {
    return word;
  }
}
