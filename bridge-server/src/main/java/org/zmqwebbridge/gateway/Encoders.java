package org.zmqwebbridge.gateway;

import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.observe.Tally;

/**
 * The encoders of one fan-out, mostly one: one for each class of encodings that a subscriber has
 * wanted, by its number.
 *
 * <p>Owner thread: the loop's.
 */
final class Encoders {
  private final List<Class<?>> classes = new ArrayList<>(1);
  private final List<Encoder<Object>> all = new ArrayList<>(1);
  private final List<Long> since = new ArrayList<>(1);

  /**
   * The number of the encoder for an encoding.
   *
   * @param arrived how many publications came before
   */
  @SuppressWarnings("unchecked") // an encoder is given only what it has prepared itself
  int number(Encoding encoding, long arrived) {
    int number = classes.indexOf(encoding.getClass());
    if (number < 0) {
      number = classes.size();
      classes.add(encoding.getClass());
      all.add((Encoder<Object>) encoding.newEncoder());
      since.add(arrived);
    }
    return number;
  }

  /** How many publications had come when the encoder of this number was made. */
  long since(int number) {
    return since.get(number);
  }

  /** What each makes of a publication; {@code null} if it is for no subscriber of any. */
  Object[] prepare(long offset, List<byte[]> parts, int maxMessageBytes, Tally tally) {
    Object[] prepared = new Object[all.size()];
    boolean anything = false;
    for (int i = 0; i < prepared.length; i++) {
      prepared[i] = all.get(i).prepare(offset, parts, maxMessageBytes, tally);
      anything |= prepared[i] != null;
    }
    return anything ? prepared : null;
  }

  /** Encodes what matches a group; of what came before its encoder, there is nothing. */
  Encoder<?> encode(SubscriberGroup group) {
    return encode(all.get(group.encoder()), group, group.matched);
  }

  /**
   * Encodes for one member of a group.
   *
   * @param publications that the encoders of the group have prepared
   */
  Encoder<?> encode(Encoding encoding, SubscriberGroup group, List<Publication> publications) {
    return encode(all.get(number(encoding, 0)), group, publications);
  }

  private static Encoder<?> encode(
      Encoder<Object> encoder, SubscriberGroup group, List<Publication> publications) {
    encoder.begin(group.encoding());
    for (Publication each : publications) {
      Object[] prepared = each.prepared();
      Object publication = group.encoder() < prepared.length ? prepared[group.encoder()] : null;
      if (publication != null) {
        encoder.add(publication);
      }
    }
    return encoder;
  }

  /**
   * Encodes publications that were kept for one subscriber.
   *
   * @param tellsOffsets whether they have some
   */
  Encoder<?> encode(
      Encoding encoding,
      List<KeptPublication> publications,
      boolean tellsOffsets,
      int maxMessageBytes,
      Tally tally) {
    Encoder<Object> encoder = all.get(number(encoding, 0));
    encoder.begin(encoding);
    for (KeptPublication each : publications) {
      long offset = tellsOffsets ? each.offset() : Encoder.NO_OFFSET;
      Object prepared = encoder.prepare(offset, each.parts(), maxMessageBytes, tally);
      if (prepared != null) {
        encoder.add(prepared);
      }
    }
    return encoder;
  }
}
