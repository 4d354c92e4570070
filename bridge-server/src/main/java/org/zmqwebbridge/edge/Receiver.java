package org.zmqwebbridge.edge;

/**
 * One receiver of publications on a connection, which may have several: its label is what makes a
 * publication of a {@link Batch} its own, and what it loses is counted for it alone.
 *
 * <p>Immutable; equal only to itself, so two with the same label stay apart.
 */
public final class Receiver {
  private final byte[] label;
  private final Runnable onMissed; // null: its connection ends

  /**
   * One whose connection ends where it may miss no publication and would ({@link
   * org.zmqwebbridge.flow.SlowReaderPolicy#CLOSE}).
   *
   * @param label what stands in its place in a batch, not to be changed any more; may be empty
   */
  public Receiver(byte[] label) {
    this(label, null);
  }

  /**
   * One that ends alone there.
   *
   * @param onMissed is told then, once, on any thread; nothing more is sent to it
   */
  public Receiver(byte[] label, Runnable onMissed) {
    this.label = label;
    this.onMissed = onMissed;
  }

  /** Whether it ends alone where it would miss a publication. */
  public boolean endsAlone() {
    return onMissed != null;
  }

  /** It has missed a publication, and ends. */
  public void missed() {
    onMissed.run();
  }

  /** What stands in its place in a batch; not to be changed. */
  public byte[] label() {
    return label;
  }
}
