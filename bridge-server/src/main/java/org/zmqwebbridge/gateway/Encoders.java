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

  /** The number of the encoder for an encoding. */
  @SuppressWarnings("unchecked") // an encoder is given only what it has prepared itself
  int number(Encoding encoding) {
    int number = classes.indexOf(encoding.getClass());
    if (number < 0) {
      number = classes.size();
      classes.add(encoding.getClass());
      all.add((Encoder<Object>) encoding.newEncoder());
    }
    return number;
  }

  /** What each makes of a publication; {@code null} if it is for no subscriber of any. */
  Object[] prepare(List<byte[]> parts, int maxMessageBytes, Tally tally) {
    Object[] prepared = new Object[all.size()];
    boolean anything = false;
    for (int i = 0; i < prepared.length; i++) {
      prepared[i] = all.get(i).prepare(parts, maxMessageBytes, tally);
      anything |= prepared[i] != null;
    }
    return anything ? prepared : null;
  }

  /** Encodes what matches a group; of what came before its encoder, there is nothing. */
  Encoder<?> encode(SubscriberGroup group) {
    Encoder<Object> encoder = all.get(group.encoder());
    encoder.begin(group.encoding());
    for (Object[] prepared : group.matched) {
      Object publication = group.encoder() < prepared.length ? prepared[group.encoder()] : null;
      if (publication != null) {
        encoder.add(publication);
      }
    }
    return encoder;
  }
}
