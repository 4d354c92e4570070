package org.zmqwebbridge.virtualsocket;

import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.CloseStatus;

/**
 * Why the original wire ends a connection (docs/protocol/PROTOCOL.md, §1.6); what every connection
 * may end for is in {@link CloseReason}.
 */
enum OriginalClose {
  BINARY_MESSAGE(1003, "this wire is text", "sent a binary message on the original wire"),
  BAD_MESSAGE(1007, "malformed message", "sent a message that no socket can be blamed for");

  private final int code;
  private final String clientText;
  private final String operatorText;

  OriginalClose(int code, String clientText, String operatorText) {
    this.code = code;
    this.clientText = clientText;
    this.operatorText = operatorText;
  }

  /** What the client is told, the connection's number after it. */
  CloseStatus status(long connection) {
    return new CloseStatus(code, clientText).ofConnection(connection);
  }

  /** What the operator reads: "connection 7 …". */
  String operatorText() {
    return operatorText;
  }
}
