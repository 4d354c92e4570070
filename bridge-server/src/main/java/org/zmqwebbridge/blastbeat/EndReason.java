package org.zmqwebbridge.blastbeat;

import org.zmqwebbridge.edge.CloseStatus;

/** Why a session ends, where no answer says so. */
enum EndReason {
  /** Its node says so. */
  NODE(1000, ""),
  /** Its node has said what makes no sense, or takes nothing. */
  WRONG(1011, "the service has failed"),
  /** Its node has gone. */
  LOST(1012, "the service has gone; connect again"),
  /** Nothing has happened for long. */
  IDLE(1001, "nothing has happened for long"),
  /** Its host is not served any more, or nothing is. */
  AWAY(1001, "the server is going away"),
  /** Its client takes too little. */
  SLOW(1008, "too much waits for this client");

  private final int code;
  private final String text;

  EndReason(int code, String text) {
    this.code = code;
    this.text = text;
  }

  CloseStatus status() {
    return new CloseStatus(code, text);
  }

  /** What it is where an answer is waited for. */
  Refusal refusal() {
    return switch (this) {
      case LOST -> Refusal.NODE_LOST;
      case IDLE -> Refusal.SILENT;
      case AWAY -> Refusal.AWAY;
      default -> Refusal.NODE_WRONG;
    };
  }
}
