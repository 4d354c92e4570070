package org.zmqwebbridge.http1;

/** Bytes of a back end are no answer; says why, without anything of the back end's. */
public final class BadAnswerException extends Exception {
  private static final long serialVersionUID = 1;

  public BadAnswerException(String why) {
    super(why, null, false, false);
  }
}
