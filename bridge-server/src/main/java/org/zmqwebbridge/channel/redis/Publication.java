package org.zmqwebbridge.channel.redis;

import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.channel.ChannelException.Fault;
import org.zmqwebbridge.channel.ChannelState;
import org.zmqwebbridge.channel.Item;
import org.zmqwebbridge.channel.Message;
import org.zmqwebbridge.channel.Published;
import org.zmqwebbridge.channel.Retention;

/**
 * What Redis has answered to a publication.
 *
 * @param isRepeated whether it was published before, with the same idempotency key
 * @param elsewhere how many subscribers other bridges have
 */
record Publication(
    String epoch,
    Message message,
    Retention retention,
    long kept,
    long requestedSecondsAgo,
    boolean isRepeated,
    int elsewhere) {
  /** Larger numbers are not exact in Lua. */
  static final long MOST_BYTES = 1L << 50;

  private static final int MISSING = 0;
  private static final int REPEATED = 2;
  private static final int TOO_MANY = 3;

  /** Reads the answer of {@code publish.lua}. */
  static Publication of(Reply reply, Item item, Retention retention) {
    refuse(reply);
    return new Publication(
        reply.word(1),
        new Message(reply.number(2), reply.id(3), item),
        retention,
        reply.number(5),
        reply.number(6),
        reply.number(0) == REPEATED,
        reply.count(7));
  }

  private static void refuse(Reply reply) {
    if (reply.number(0) == MISSING) {
      throw new ChannelException(Fault.MISSING, "there is no channel of this name");
    }
    refuseMore(reply);
  }

  private static void refuseMore(Reply reply) {
    if (reply.number(0) == TOO_MANY) {
      throw new ChannelException(Fault.TOO_MANY_CHANNELS, "there are too many channels");
    }
  }

  /** Reads the answer of {@code create.lua}: whether there was none. */
  static boolean isMade(Reply reply) {
    refuseMore(reply);
    return reply.flag(0);
  }

  Frame.Told frame() {
    return new Frame.Told(epoch, message, retention);
  }

  /** What its publisher is told. */
  Published published(int here) {
    return new Published(
        message, new ChannelState(kept, requestedSecondsAgo, here + elsewhere, message.id()));
  }
}
