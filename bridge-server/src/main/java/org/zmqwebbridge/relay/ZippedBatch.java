package org.zmqwebbridge.relay;

import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.relay.wire.GzipBlocks;

/**
 * A batch of which each publication is compressed by itself, once for all who get it; labels are in
 * it as they are.
 *
 * <p>Owner thread: as {@link Batch}.
 */
final class ZippedBatch implements Batch.Encoding {
  /** How to make one. */
  static final Batch.Format<ZippedBatch> FORMAT = ZippedBatch::new;

  private final Batch zipped = new Batch();

  private ZippedBatch() {}

  @Override
  public void encode(Batch plain) {
    zipped.reset(plain.labelLength());
    byte[] labelHead = GzipBlocks.storedHead(plain.labelLength());
    for (int i = 0; i < plain.count(); i++) {
      byte[] before = GzipBlocks.of(plain.before(i));
      zipped.add(MessageType.BINARY, joined(before, labelHead), GzipBlocks.of(plain.after(i)));
    }
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = new byte[one.length + other.length];
    System.arraycopy(one, 0, both, 0, one.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  /** The publications, compressed. */
  Batch batch() {
    return zipped;
  }
}
