package org.zmqwebbridge.virtualsocket;

import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.gateway.Encoder;
import org.zmqwebbridge.gateway.Encoding;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Tally;
import org.zmqwebbridge.virtualsocket.wire.OriginalWire;
import org.zmqwebbridge.virtualsocket.wire.Utf8;

/**
 * Publications as the original wire has them: one text each, the last part, or one for each part.
 *
 * <p>Owner thread: the loop's.
 */
final class TextEncoder implements Encoder<List<TextEncoder.Text>> {
  /** A text, and what it is in every delivery after the identity. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Text(byte[] utf8, byte[] behindLabel) {}

  private final boolean eachPart;
  private final Batch batch = new Batch();
  private byte[] filter;

  TextEncoder(boolean eachPart) {
    this.eachPart = eachPart;
  }

  @Override
  public List<Text> prepare(long offset, List<byte[]> parts, int maxMessageBytes, Tally tally) {
    if (!eachPart) {
      Text last = text(parts.get(parts.size() - 1), maxMessageBytes, tally);
      return last == null ? null : List.of(last);
    }
    List<Text> texts = new ArrayList<>();
    for (byte[] part : parts) {
      Text text = text(part, maxMessageBytes, tally);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts.isEmpty() ? null : texts;
  }

  private static Text text(byte[] part, int maxMessageBytes, Tally tally) {
    if (part.length > maxMessageBytes) {
      tally.increment(Counter.PUBLICATIONS_TOO_LARGE);
      return null;
    }
    byte[] utf8 = Utf8.replacingIllFormed(part);
    if (utf8 != part) {
      tally.increment(Counter.TEXT_REPLACED);
    }
    return new Text(utf8, OriginalWire.behindLabel(utf8));
  }

  @Override
  public void begin(Encoding encoding) {
    TextEncoding wanted = (TextEncoding) encoding;
    filter = wanted.filter();
    batch.reset(wanted.labelLength());
  }

  @Override
  public void add(List<Text> texts) {
    for (Text text : texts) {
      if (Utf8.contains(text.utf8(), filter)) {
        batch.add(MessageType.TEXT, OriginalWire.BEFORE_LABEL, text.behindLabel());
      }
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
