package org.zmqwebbridge.gateway;

/** What becomes of the asks that a page has in hand when it leaves. */
public enum PageLeft {
  /** Their askers hear that it has left. */
  ERROR,

  /**
   * Another page of the endpoint is asked instead; the first may or may not have done the work.
   * Where there is none, their askers hear that it has left.
   */
  NEXT
}
