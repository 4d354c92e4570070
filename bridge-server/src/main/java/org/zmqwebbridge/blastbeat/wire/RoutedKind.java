package org.zmqwebbridge.blastbeat.wire;

/** What is sent to others than the session that a message names. */
public enum RoutedKind {
  /** A text on their WebSockets. */
  WEBSOCKET,
  /** Bytes on their WebSockets. */
  WEBSOCKET_BINARY,
  /** A chunk of their answers. */
  CHUNK,
  /** A message to their nodes. */
  MSG
}
