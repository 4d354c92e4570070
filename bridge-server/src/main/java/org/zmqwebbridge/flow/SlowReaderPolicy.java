package org.zmqwebbridge.flow;

/** What a subscriber that reads too slowly loses. */
public enum SlowReaderPolicy {
  /** The oldest publications, once too much waits for it. */
  OLDEST,

  /** All publications that wait but the newest, as soon as there is a newer one. */
  LATEST,

  /**
   * Nothing unnoticed: where a publication would have to go, the subscriber does, or its connection
   * where a wire cannot end it alone.
   */
  CLOSE
}
