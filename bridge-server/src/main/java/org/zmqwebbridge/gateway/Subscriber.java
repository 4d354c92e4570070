package org.zmqwebbridge.gateway;

import java.util.List;
import org.zmqwebbridge.flow.SlowReaders;

/**
 * Who hears publications.
 *
 * <p>Owner thread: as {@link Member}.
 */
public interface Subscriber extends Member {
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

  /** These topics hold from now on; publications that came before may be missing. */
  default void subscribed(List<Topic> topics) {}

  /** These topics do not hold: it may not have them, or the endpoint has too many. */
  default void topicsRefused(List<Topic> topics, JoinError why) {}
}
