package org.zmqwebbridge.http1;

/** Bytes of a back end are no head of an answer; says why, without anything of theirs. */
public final class MalformedAnswerException extends Exception {
  private static final long serialVersionUID = 1;

  /** Says why. */
  public MalformedAnswerException(String why) {
    super(why, null, false, false);
  }
}
