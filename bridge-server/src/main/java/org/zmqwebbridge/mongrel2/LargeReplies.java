package org.zmqwebbridge.mongrel2;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.mongrel2.wire.MalformedReplyException;
import org.zmqwebbridge.mongrel2.wire.Reply;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.LineKind;

/**
 * Replies that are longer than they may be: nobody gets them, and whom they name would wait for
 * ever, so these end.
 *
 * <p>Owner thread: none; nothing is kept.
 */
final class LargeReplies {
  /** So much of a reply has all that it names: its list has at most six digits of bytes. */
  static final int HEAD_BYTES = 1 << 20;

  private static final Logger log = LoggerFactory.getLogger(LargeReplies.class);

  private LargeReplies() {}

  /**
   * Ends the connections that one names; handlers hear that they have gone.
   *
   * @param begin of the reply
   */
  static void refuse(byte[] begin, Server server, HandlerPair handlers) {
    server.counters().increment(Counter.MONGREL2_REPLIES_TOO_LARGE);
    int ended = 0;
    try {
      for (long id : Reply.read(begin, server.limits().handlerTargets()).ids()) {
        Client client = server.clients().of(id);
        if (client == null) {
          handlers.onUnknown(id);
        } else {
          client.hangUp();
          ended++;
        }
      }
    } catch (MalformedReplyException wrong) {
      server.counters().increment(Counter.MONGREL2_REPLIES_MALFORMED);
    }
    int clients = ended;
    server
        .counters()
        .line(
            LineKind.DIALECT_FAILED,
            more ->
                log.warn(
                    "a reply at {} is too large, and lost: its handler's connection ends, and those"
                        + " of the {} clients that it names; send large answers in parts{}",
                    handlers.spec().recvSpec(),
                    clients,
                    more));
  }
}
