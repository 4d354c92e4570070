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
 * Publications as MESSAGE frames: the bytes after the channel are made once, as a publication
 * arrives, for all that hear it.
 *
 * <p>Owner thread: the loop's.
 */
final class PartsEncoder implements Encoder<PartsEncoder.Prepared> {
  private static final int CHANNEL_BYTES = 4;

  /**
   * A publication.
   *
   * @param parts how many it has
   * @param afterChannel {@code null} if it is too large for this wire
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Prepared(int parts, byte[] afterChannel) {}

  private final Batch batch = new Batch();
  private int maxParts;
  private int tooLarge;

  @Override
  public Prepared prepare(List<byte[]> parts, int maxMessageBytes, Tally tally) {
    long bytes = 0;
    for (byte[] part : parts) {
      bytes += part.length;
    }
    if (bytes > maxMessageBytes) {
      tally.increment(Counter.PUBLICATIONS_TOO_LARGE);
      return new Prepared(parts.size(), null);
    }
    return new Prepared(parts.size(), DataCodec.afterChannel(parts));
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
      batch.add(MessageType.BINARY, DataCodec.BEFORE_CHANNEL, publication.afterChannel());
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
