package org.zmqwebbridge.gateway;

import java.util.List;
import org.zmqwebbridge.flow.SlowReaders;

/**
 * Who hears publications.
 *
 * <p>Owner thread: as {@link Member}.
 */
public interface Subscriber extends Member {
  /** {@link #gap}: all that it knows of is of another epoch. */
  long OTHER_EPOCH = -1;

  /** It is let in; nothing was said to it before. */
  void joined();

  /** How it wants publications; always the same. */
  Encoding encoding();

  /**
   * The publications of a batch for its group: one write.
   *
   * @param encoded made by its {@link Encoding#newEncoder}, which has just encoded them
   * @param slowReaders what it loses if it reads too slowly
   */
  void publications(Encoder<?> encoded, SlowReaders slowReaders);

  /**
   * What has become of a {@link SubscriberSeat#subscribe}; said once for each.
   *
   * @param hold these hold from now on; publications that came before may be missing
   * @param denied it may receive nothing of these
   * @param tooMany these do not hold, because the endpoint or the bridge has too much
   */
  default void subscribed(List<Topic> hold, List<Topic> denied, List<Topic> tooMany) {}

  /**
   * The service has heard these subscriptions, at each of its addresses: what it publishes from now
   * on comes, as long as its connections hold.
   *
   * @param topics of those that {@link SubscribeOptions#heard} was asked for, each once
   */
  default void heard(List<Topic> topics) {}

  /**
   * It asked for what was kept, and some is not there any more.
   *
   * @param after the offset after which publications are lost; {@link #OTHER_EPOCH}
   * @param from the next that it gets is at least this one
   */
  default void gap(long after, long from) {}

  /** Whether it has read all that it was sent, so that more of what is kept may come. */
  default boolean isDrained() {
    return true;
  }
}
