package org.zmqwebbridge.it.fault;

/**
 * What a request ended in.
 *
 * @param what {@link #REPLY}, an error's code, or {@link #CUT_OFF}
 * @param nanos when, on the clock of {@link System#nanoTime}
 */
record Outcome(String what, long nanos) {
  /** Its reply. */
  static final String REPLY = "reply";

  /** Its reply, with bits that a broken line has flipped. */
  static final String GARBLED = "garbled reply";

  /** What belongs to nobody, or to another. */
  static final String WRONG = "what was not its own";

  /** The end of the asker's own connection, which it sees. */
  static final String CUT_OFF = "cut off";
}
