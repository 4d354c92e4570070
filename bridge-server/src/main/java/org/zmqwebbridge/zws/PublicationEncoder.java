package org.zmqwebbridge.zws;

import java.util.List;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.gateway.Encoder;
import org.zmqwebbridge.gateway.Encoding;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Tally;
import org.zmqwebbridge.zws.wire.FrameCodec;

/**
 * Publications as binary messages, one for each part: the same for all clients.
 *
 * <p>Owner thread: the loop's.
 */
final class PublicationEncoder implements Encoder<PublicationEncoder.Prepared> {
  /**
   * A publication.
   *
   * @param parts how many it has
   * @param body of its first
   * @param rest messages of the others
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Prepared(int parts, byte[] body, List<OutgoingMessage> rest) {}

  private final Batch batch = new Batch();
  private int maxParts;

  @Override
  public Prepared prepare(long offset, List<byte[]> parts, int maxMessageBytes, Tally tally) {
    long bytes = 0;
    for (byte[] part : parts) {
      bytes += part.length;
    }
    if (bytes > maxMessageBytes) {
      tally.increment(Counter.PUBLICATIONS_TOO_LARGE);
      return null;
    }
    List<OutgoingMessage> messages = ZwsSocket.messages(parts);
    return new Prepared(parts.size(), parts.get(0), messages.subList(1, messages.size()));
  }

  @Override
  public void begin(Encoding encoding) {
    maxParts = ((PublicationEncoding) encoding).maxParts();
    batch.reset(0);
  }

  @Override
  public void add(Prepared publication) {
    if (publication.parts() > maxParts) {
      return;
    }
    byte[] flag = FrameCodec.flag(publication.parts() > 1);
    if (publication.rest().isEmpty()) {
      batch.add(MessageType.BINARY, flag, publication.body());
    } else {
      batch.add(MessageType.BINARY, flag, publication.body(), publication.rest());
    }
  }

  @Override
  public int count() {
    return batch.count();
  }

  /** What it holds. */
  Batch batch() {
    return batch;
  }
}
