package org.zmqwebbridge.blastbeat.wire;

/** What is wrong with a message of a node. */
public enum Fault {
  /** It has not three frames. */
  FRAMES("frames"),
  /** Its first frame is no session's name. */
  SID("sid"),
  /** What it names is no group. */
  GROUP("group"),
  /** What is before the colon of its type is neither a group nor a session. */
  ROUTE("route"),
  /** It says where messages are to go, and cannot be understood. */
  PIPE("pipe"),
  /** It says what is to be kept, and cannot be understood. */
  CACHE("cache");

  private final String word;

  Fault(String word) {
    this.word = word;
  }

  /** For logs and counters. */
  public String word() {
    return word;
  }
}
