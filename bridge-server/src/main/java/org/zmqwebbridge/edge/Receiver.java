package org.zmqwebbridge.edge;

/**
 * One receiver of publications on a connection, which may have several: its label is what makes a
 * publication of a {@link Batch} its own, and what it loses is counted for it alone.
 *
 * <p>Immutable; equal only to itself, so two with the same label stay apart.
 */
public final class Receiver {
  private final byte[] label;

  /**
   * @param label what stands in its place in a batch, not to be changed any more; may be empty
   */
  public Receiver(byte[] label) {
    this.label = label;
  }

  /** What stands in its place in a batch; not to be changed. */
  public byte[] label() {
    return label;
  }
}
