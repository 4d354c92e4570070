package org.zmqwebbridge.virtualsocket.second;

import java.util.List;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.gateway.Encoder;
import org.zmqwebbridge.gateway.Encoding;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Tally;
import org.zmqwebbridge.virtualsocket.second.wire.DataCodec;

/**
 * Publications as MESSAGE frames, or as ITEM frames where their endpoint tells offsets: the bytes
 * after the channel are made once, as a publication arrives, for all that hear it.
 *
 * <p>Owner thread: the loop's.
 */
final class PartsEncoder implements Encoder<PartsEncoder.Prepared> {
  private static final int CHANNEL_BYTES = 4;

  /**
   * A publication.
   *
   * @param parts how many it has
   * @param beforeChannel the kind of frame
   * @param afterChannel {@code null} if it is too large for this wire
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Prepared(int parts, byte[] beforeChannel, byte[] afterChannel) {}

  private final Batch batch = new Batch();
  private int maxParts;
  private int tooLarge;

  @Override
  public Prepared prepare(long offset, List<byte[]> parts, int maxMessageBytes, Tally tally) {
    long bytes = 0;
    for (byte[] part : parts) {
      bytes += part.length;
    }
    if (bytes > maxMessageBytes) {
      tally.increment(Counter.PUBLICATIONS_TOO_LARGE);
      return new Prepared(parts.size(), null, null);
    }
    return offset == NO_OFFSET
        ? new Prepared(parts.size(), DataCodec.BEFORE_CHANNEL, DataCodec.afterChannel(parts))
        : new Prepared(
            parts.size(), DataCodec.BEFORE_ITEM_CHANNEL, DataCodec.afterChannel(offset, parts));
  }

  @Override
  public void begin(Encoding encoding) {
    maxParts = ((PartsEncoding) encoding).maxParts();
    batch.reset(CHANNEL_BYTES);
    tooLarge = 0;
  }

  @Override
  public void add(Prepared publication) {
    if (publication.afterChannel() == null || publication.parts() > maxParts) {
      tooLarge++;
    } else {
      batch.add(MessageType.BINARY, publication.beforeChannel(), publication.afterChannel());
    }
  }

  /** At least one where there is something to say, if only that something is too large. */
  @Override
  public int count() {
    return batch.count() == 0 && tooLarge > 0 ? 1 : batch.count();
  }

  /** What it holds. */
  Batch batch() {
    return batch;
  }

  /** How many publications do not come, because they are too large. */
  int tooLarge() {
    return tooLarge;
  }
}
