package org.zmqwebbridge.gateway;

/** Which page of an endpoint an ask is for. */
public enum AskedPage {
  /** The one whose identity is the ask's last frame. */
  NAMED,

  /** Any: its pages are asked in turns, and an ask is what the asker sends, to the last frame. */
  ANY
}
