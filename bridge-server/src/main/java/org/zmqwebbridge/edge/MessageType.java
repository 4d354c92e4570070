package org.zmqwebbridge.edge;

/** What a WebSocket message is: text, which is UTF-8, or bytes (RFC 6455, section 5.6). */
public enum MessageType {
  TEXT,
  BINARY
}
