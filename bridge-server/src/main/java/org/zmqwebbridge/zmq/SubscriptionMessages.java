package org.zmqwebbridge.zmq;

import java.util.Arrays;
import java.util.List;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * What comes to a socket that publishes: subscriptions (RFC 29), a byte that says whether one
 * begins or ends, and the prefix. An XPUB's listener hears them; a PUB's does not. All else is
 * dropped.
 *
 * <p>Owner thread: the loop's. Lifetime: its socket's.
 */
final class SubscriptionMessages {
  private static final int UNSUBSCRIBE = 0;
  private static final int SUBSCRIBE = 1;

  private final boolean areHeard;
  private final SocketListener listener;
  private final Counters counters;

  SubscriptionMessages(ZmqType type, SocketListener listener, Counters counters) {
    this.areHeard = type == ZmqType.XPUB;
    this.listener = listener;
    this.counters = counters;
  }

  void onMessage(List<byte[]> message) {
    byte[] first = message.get(0);
    int kind = message.size() == 1 && first.length > 0 ? first[0] : -1;
    if (kind != SUBSCRIBE && kind != UNSUBSCRIBE) {
      counters.increment(Counter.ZMQ_MESSAGES_UNEXPECTED);
    } else if (areHeard) {
      byte[] prefix = Arrays.copyOfRange(first, 1, first.length);
      if (kind == SUBSCRIBE) {
        listener.onSubscribed(prefix);
      } else {
        listener.onUnsubscribed(prefix);
      }
    }
  }
}
