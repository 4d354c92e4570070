package org.zmqwebbridge.edge;

/**
 * One publication of a {@link Batch} as a transport has encoded it: shared by all that still wait
 * for it, and given a receiver's label when it is written.
 *
 * <p>Immutable.
 */
public interface EncodedPublication {
  /** How many bytes it has with this label. */
  int length(byte[] label);

  /** Its bytes with this label; not to be changed. */
  byte[] bytes(byte[] label);

  /**
   * The same up to the end of the label, for one that has what is after it from a {@link
   * SharedTail}.
   */
  byte[] head(byte[] label);
}
