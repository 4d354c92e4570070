package org.zmqwebbridge.channel.redis;

import java.util.List;
import org.zmqwebbridge.channel.Message;
import org.zmqwebbridge.channel.MessageId;
import org.zmqwebbridge.channel.Retention;

/**
 * What a follower of a channel has not been told.
 *
 * @param epoch empty: there is no such channel
 * @param offset of what was published last
 * @param deleted the offset of its last deletion; 0: none
 * @param isWhole whether nothing is kept after the messages
 */
record Missed(
    String epoch,
    long offset,
    MessageId last,
    boolean exists,
    long deleted,
    boolean isWhole,
    List<Message> messages,
    Retention retention,
    Failovers failovers) {
  /** Reads the answer of {@code fill.lua}. */
  static Missed of(Reply reply) {
    return new Missed(
        reply.word(0),
        reply.number(1),
        reply.id(2),
        reply.flag(4),
        reply.number(5),
        reply.flag(6),
        reply.messages(7),
        new Retention(
            (int) Math.min(Integer.MAX_VALUE, reply.number(8)), reply.number(9), reply.number(10)),
        Failovers.of(reply.word(11)));
  }
}
